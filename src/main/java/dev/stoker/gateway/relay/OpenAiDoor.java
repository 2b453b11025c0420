package dev.stoker.gateway.relay;

import dev.stoker.gateway.ApiError;
import dev.stoker.gateway.Refusals;
import dev.stoker.gateway.relay.count.RelayMetrics;
import dev.stoker.gateway.relay.intake.HeldBytes;
import dev.stoker.gateway.relay.intake.Intake;
import dev.stoker.gateway.relay.intake.IntakeLimits;
import dev.stoker.gateway.visit.Visit;
import dev.stoker.inference.EngineRouter;
import dev.stoker.inference.InFlight;
import dev.stoker.inference.replica.Origins;
import dev.stoker.inference.replica.Replicas;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/// Puts the OpenAI-compatible paths on Stoker's public port.
@ApplicationScoped
class OpenAiDoor {
    /// After authentication and CORS, before everything that reads bodies.
    private static final int EARLY = -50;

    /// Where requests can go.
    @Singleton
    record Engines(EngineRouter router, Replicas replicas, InFlight inFlight) {}

    private final Relay relay;
    private final ModelListing models;
    private final Refusals refusals;

    OpenAiDoor(
            Vertx vertx,
            Engines engines,
            InstantSource clock,
            RelaySettings settings,
            MeterRegistry registry) {
        Equipment equipment =
                new Equipment(
                        vertx,
                        new LoopWires(vertx),
                        engines.replicas(),
                        new Origins(),
                        new Equipment.Terms(settings, room(settings)));
        this.relay =
                new Relay(
                        equipment,
                        engines.router(),
                        engines.inFlight(),
                        new RelayMetrics(registry));
        this.models = new ModelListing(engines.router(), clock.instant());
        this.refusals = new Refusals(vertx);
    }

    private static Intake.Room room(RelaySettings settings) {
        long budget =
                settings.heldBodies()
                        .map(MemorySize::asLongValue)
                        .orElseGet(() -> Runtime.getRuntime().maxMemory() / 4);
        return new Intake.Room(
                new IntakeLimits(
                        settings.maxBodySize().asLongValue(),
                        settings.requestIdle(),
                        settings.requestTime()),
                new HeldBytes(budget));
    }

    void open(@Observes Router router) {
        for (RelayedPath path : RelayedPath.ALL) {
            router.route(path.method(), path.path())
                    .order(EARLY)
                    .handler(context -> handle(path, context));
            only(path.method(), path.path(), router);
        }
        router.get("/v1/models").order(EARLY).handler(c -> json(c, models.all()));
        only(HttpMethod.GET, "/v1/models", router);
        // names hold slashes: Qwen/Qwen3-8B-FP8
        router.getWithRegex("/v1/models/(?<name>.+)").order(EARLY).handler(this::oneModel);
    }

    private void handle(RelayedPath path, RoutingContext context) {
        Parcel parcel = new Parcel(path, context.request(), Visit.of(context));
        switch (path.by()) {
            case MODEL -> relay.handle(parcel);
            case ANSWER -> relay.handleKept(parcel, String.valueOf(context.pathParam("id")));
        }
    }

    private void only(HttpMethod method, String path, Router router) {
        router.route(path)
                .order(EARLY + 1)
                .handler(context -> {
                    context.response().putHeader("allow", method.name());
                    refuse(
                            context,
                            ApiError.wrongMethod(
                                    context.request().method().name(), context.normalizedPath()));
                });
    }

    private void oneModel(RoutingContext context) {
        String name = String.valueOf(context.pathParam("name"));
        models.one(name)
                .ifPresentOrElse(
                        model -> json(context, model),
                        () ->
                                refuse(
                                        context,
                                        ApiError.unknownModel(
                                                "The model '%s' does not exist.".formatted(name))));
    }

    private void refuse(RoutingContext context, ApiError error) {
        refusals.send(context.request(), Visit.of(context).requestId(), error);
    }

    private static void json(RoutingContext context, JsonObject body) {
        context.response().putHeader("content-type", "application/json").end(body.encode());
    }
}
