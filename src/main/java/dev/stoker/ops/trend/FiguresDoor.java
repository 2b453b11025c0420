package dev.stoker.ops.trend;

import dev.stoker.engine.EngineSpec;
import dev.stoker.supervisor.fleet.EngineFleet;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Collectors;

/// `GET /admin/figures`: how it went in the last quarter of an hour.
@ApplicationScoped
class FiguresDoor {
    /// Before the admin API's answer to paths that nobody knows.
    private static final int BEFORE_UNKNOWN = -1;

    private final Vertx vertx;
    private final EngineFleet fleet;
    private final ReadMeters meters;
    private final FiguresJson json;
    private final InstantSource clock;
    private final Trend trend = new Trend();

    FiguresDoor(Vertx vertx, EngineFleet fleet, MeterRegistry registry, InstantSource clock) {
        this.vertx = vertx;
        this.fleet = fleet;
        this.meters = new ReadMeters(registry);
        this.json = new FiguresJson(registry);
        this.clock = clock;
    }

    void open(@Observes ManagementInterface management) {
        management
                .router()
                .get("/admin/figures")
                .order(BEFORE_UNKNOWN)
                .blockingHandler(this::answer, false);
        await();
    }

    /// The event loop keeps the time, and a virtual thread reads: pages of engines are long, and no
    /// stream should wait for them.
    private void await() {
        vertx.setTimer(
                Trend.STEP.toMillis(),
                _ -> Thread.ofVirtual().name("trend").start(this::readAndAwait));
    }

    private void readAndAwait() {
        try {
            trend.add(meters.at(clock.instant(), unheard()));
        } finally {
            await();
        }
    }

    private Set<String> unheard() {
        return fleet.engines().stream()
                .map(engine -> engine.spec())
                .filter(spec -> spec.dialect().metrics().totals().generatedTokens().isEmpty())
                .map(FiguresDoor::model)
                .collect(Collectors.toSet());
    }

    private static String model(EngineSpec spec) {
        return spec.model().name();
    }

    private void answer(RoutingContext context) {
        context.response()
                .putHeader("content-type", "application/json")
                .putHeader("cache-control", "no-store")
                .end(json.of(trend.readings()).encode());
    }
}
