package dev.stoker.gateway.admission.line;

import dev.stoker.inference.EngineRouter;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Lets requests in as the engines of their model can take them.
public final class Turns {
    private final Vertx vertx;
    private final Rules rules;
    private final Capacities capacities;
    private final Map<String, Gate> gates = new ConcurrentHashMap<>();

    /// @param tokens that each engine may have in work; one that is not named takes all that comes
    public Turns(Vertx vertx, EngineRouter router, Map<String, String> tokens, Rules rules) {
        this.vertx = vertx;
        this.rules = rules;
        this.capacities = new Capacities(vertx, router, tokens);
    }

    /// Whether requests for that model, or alias, may have to wait now.
    public boolean isLimited(String model) {
        return capacities.of(model) < Capacities.UNLIMITED;
    }

    /// To be called on the request's event loop.
    public void enter(String model, Candidate candidate) {
        gates.computeIfAbsent(capacities.ownName(model), this::gate).enter(candidate);
    }

    /// How many wait for that model now.
    public int waiting(String model) {
        Gate gate = gates.get(capacities.ownName(model));
        return gate == null ? 0 : gate.waiting();
    }

    private Gate gate(String ownName) {
        return new Gate(vertx, () -> capacities.of(ownName), rules);
    }
}
