package dev.stoker.ops.admin;

import dev.stoker.gateway.ApiError;
import dev.stoker.inference.EngineConnections;
import dev.stoker.supervisor.EngineSnapshot;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.function.Consumer;

/// Passes an engine's own metrics on as it writes them.
final class OwnMetrics {
    private static final long PATIENCE_MILLIS = 10_000;
    private static final Duration SOON = Duration.ofSeconds(5);

    private final EngineConnections connections;

    OwnMetrics(Vertx vertx) {
        this.connections = new EngineConnections(vertx);
    }

    /// @param refused is given the reason where there is no page
    void pass(EngineSnapshot engine, HttpServerResponse response, Consumer<ApiError> refused) {
        String name = engine.spec().name();
        if (engine.endpoint().isEmpty()) {
            refused.accept(
                    ApiError.tryAgain("engine_not_running", name + " does not run now.", SOON));
            return;
        }
        String path = engine.spec().dialect().metricsPath();
        connections
                .client()
                .request(
                        EngineConnections.to(engine.endpoint().get(), HttpMethod.GET, path)
                                .setTimeout(PATIENCE_MILLIS))
                .compose(request -> request.send())
                .compose(answer -> pipe(answer, response))
                .onFailure(trouble ->
                        refused.accept(
                                ApiError.badGateway(
                                        "engine_silent",
                                        "%s did not tell its metrics: %s"
                                                .formatted(name, trouble.getMessage()))));
    }

    private static io.vertx.core.Future<Void> pipe(
            HttpClientResponse answer, HttpServerResponse response) {
        response.setStatusCode(answer.statusCode());
        String type = answer.getHeader("content-type");
        response.putHeader("content-type", type == null ? "text/plain" : type);
        response.setChunked(true);
        return answer.pipeTo(response);
    }
}
