package dev.stoker.gateway.relay;

import dev.stoker.gateway.ApiError;
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

    /// After everything else that might know the path.
    private static final int LATE = 1_000_000;

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
                    .handler(context -> relay.handle(path, context.request()));
            only(HttpMethod.POST, path.path(), router);
        }
        router.get("/v1/models").order(EARLY).handler(c -> json(c, models.all()));
        only(HttpMethod.GET, "/v1/models", router);
        // names hold slashes: Qwen/Qwen3-8B-FP8
        router.getWithRegex("/v1/models/(?<name>.+)").order(EARLY).handler(this::oneModel);
        router.route("/v1/*").order(LATE).handler(this::noSuchPath);
    }

    private void only(HttpMethod method, String path, Router router) {
        router.route(path)
                .order(EARLY + 1)
                .handler(context -> {
                    context.response().putHeader("allow", method.name());
                    refuse(context.request(), wrongMethod(context.request(), method));
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

    private void noSuchPath(RoutingContext context) {
        HttpServerRequest request = context.request();
        refuse(
                request,
                ApiError.invalid(
                        404,
                        "unknown_url",
                        "There is no %s %s.".formatted(request.method(), request.path())));
    }

    private static ApiError wrongMethod(HttpServerRequest request, HttpMethod right) {
        return ApiError.invalid(
                405,
                "method_not_allowed",
                "%s takes %s, not %s.".formatted(request.path(), right, request.method()));
    }

    private void refuse(HttpServerRequest request, ApiError error) {
        refusals.send(request, RequestId.of(request.getHeader(RequestId.HEADER)), error);
    }

    private static void json(RoutingContext context, JsonObject body) {
        context.response().putHeader("content-type", "application/json").end(body.encode());
    }
}
