package dev.stoker.gateway.admission.line;

import dev.stoker.inference.EngineRouter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Lets requests in as the engines of their model can take them.
public final class Turns {
    private final Vertx vertx;
    private final Rules rules;
    private final Capacities capacities;
    private final MeterRegistry registry;
    private final Map<String, Gate> gates = new ConcurrentHashMap<>();

    /// @param tokens that each engine may have in work; one that is not named takes all that comes
    public Turns(
            Vertx vertx,
            EngineRouter router,
            Map<String, String> tokens,
            Rules rules,
            MeterRegistry registry) {
        this.vertx = vertx;
        this.rules = rules;
        this.registry = registry;
        this.capacities = new Capacities(vertx, router, tokens);
    }

    /// Whether requests for that model, or alias, may have to wait now.
    public boolean isLimited(String model) {
        return capacities.of(model) < Capacities.UNLIMITED;
    }

    /// To be called on the request's event loop. Without a limit there is no line: the model may be
    /// whatever a client wrote.
    public void enter(String model, Candidate candidate) {
        if (!isLimited(model)) {
            candidate.then().accept(new Turn.Come(() -> {}));
            return;
        }
        gates.computeIfAbsent(capacities.ownName(model), this::gate).enter(candidate);
    }

    /// How many wait for that model now.
    public int waiting(String model) {
        Gate gate = gates.get(capacities.ownName(model));
        return gate == null ? 0 : gate.waiting();
    }

    private Gate gate(String ownName) {
        Gate gate = new Gate(vertx, () -> capacities.of(ownName), rules);
        Gauge.builder("stoker.admission.waiting", gate, Gate::waiting)
                .description("Requests that wait for their turn at the engines of a model")
                .tag("model", ownName)
                .register(registry);
        return gate;
    }
}
