package dev.stoker.gateway.relay;

import dev.stoker.gateway.ApiError;
import dev.stoker.gateway.Refusals;
import dev.stoker.gateway.RequestId;
import dev.stoker.gateway.visit.Visit;
import dev.stoker.inference.EngineRouter;
import dev.stoker.inference.InFlight;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;

/// Puts the OpenAI-compatible paths on Stoker's public port.
@ApplicationScoped
class OpenAiDoor {
    /// After authentication and CORS, before everything that reads bodies.
    private static final int EARLY = -50;

    private final Relay relay;
    private final ModelListing models;
    private final Refusals refusals;

    OpenAiDoor(
            Vertx vertx,
            EngineRouter router,
            InFlight inFlight,
            RelaySettings settings,
            MeterRegistry registry) {
        this.relay = new Relay(vertx, router, inFlight, settings, new RelayMetrics(registry));
        this.models = new ModelListing(router, InstantSource.system().instant());
        this.refusals = new Refusals(vertx);
    }

    void open(@Observes Router router) {
        for (RelayedPath path : RelayedPath.ALL) {
            router.route(HttpMethod.POST, path.path())
                    .order(EARLY)
                    .handler(context -> relay.handle(path, context.request(), Visit.of(context)));
            only(HttpMethod.POST, path.path(), router);
        }
        router.get("/v1/models").order(EARLY).handler(c -> json(c, models.all()));
        only(HttpMethod.GET, "/v1/models", router);
        // names hold slashes: Qwen/Qwen3-8B-FP8
        router.getWithRegex("/v1/models/(?<name>.+)").order(EARLY).handler(this::oneModel);
    }

    private void only(HttpMethod method, String path, Router router) {
        router.route(path)
                .order(EARLY + 1)
                .handler(context -> {
                    HttpServerRequest request = context.request();
                    context.response().putHeader("allow", method.name());
                    refuse(request, ApiError.wrongMethod(request.method().name(), path));
                });
    }

    private void oneModel(RoutingContext context) {
        String name = String.valueOf(context.pathParam("name"));
        models.one(name)
                .ifPresentOrElse(
                        model -> json(context, model),
                        () ->
                                refuse(
                                        context.request(),
                                        ApiError.unknownModel(
                                                "The model '%s' does not exist.".formatted(name))));
    }

    private void refuse(HttpServerRequest request, ApiError error) {
        refusals.send(request, RequestId.of(request.getHeader(RequestId.HEADER)), error);
    }

    private static void json(RoutingContext context, JsonObject body) {
        context.response().putHeader("content-type", "application/json").end(body.encode());
    }
}
