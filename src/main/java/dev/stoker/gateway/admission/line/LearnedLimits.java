package dev.stoker.gateway.admission.line;

import dev.stoker.inference.EngineConnections;
import dev.stoker.inference.Route;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What engines say that their caches hold, asked once in each run.
final class LearnedLimits {
    private static final System.Logger LOG = System.getLogger(LearnedLimits.class.getName());
    private static final long TIMEOUT_MILLIS = 10_000;

    private record Learned(URI endpoint, long tokens) {}

    private final EngineConnections connections;
    private final Map<String, Learned> byEngine = new ConcurrentHashMap<>();

    LearnedLimits(Vertx vertx) {
        this.connections = new EngineConnections(vertx);
    }

    /// Without a limit until the engine has answered, and where it does not tell. Never blocks.
    long of(Route.Serve engine) {
        Learned learned = byEngine.get(engine.engine().name());
        if (learned != null && learned.endpoint().equals(engine.endpoint())) {
            return learned.tokens();
        }
        learn(engine, Capacities.UNLIMITED);
        ask(engine);
        return Capacities.UNLIMITED;
    }

    private void ask(Route.Serve engine) {
        String path = engine.engine().dialect().metricsPath();
        connections
                .client()
                .request(
                        EngineConnections.to(engine.endpoint(), HttpMethod.GET, path)
                                .setTimeout(TIMEOUT_MILLIS))
                .compose(request -> request.send())
                .compose(HttpClientResponse::body)
                .onSuccess(page ->
                        CacheSize.read(page.toString())
                                .ifPresentOrElse(
                                        tokens -> learn(engine, tokens),
                                        () ->
                                                LOG.log(
                                                        System.Logger.Level.WARNING,
                                                        "capacity not learned engine={0} reason=\"its metrics do not tell\"",
                                                        engine.engine().name())))
                .onFailure(_ -> byEngine.remove(engine.engine().name()));
    }

    private void learn(Route.Serve engine, long tokens) {
        String name = engine.engine().name();
        byEngine.put(name, new Learned(engine.endpoint(), tokens));
        if (tokens < Capacities.UNLIMITED) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "capacity learned engine={0} tokens={1}",
                    name,
                    Long.toString(tokens));
        }
    }
}
