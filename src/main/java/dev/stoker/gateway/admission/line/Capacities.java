package dev.stoker.gateway.admission.line;

import dev.stoker.inference.EngineRouter;
import dev.stoker.inference.Route;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How many tokens the engines of a model may have in work now.
final class Capacities {
    static final long UNLIMITED = Long.MAX_VALUE;

    private final EngineRouter router;
    private final Map<String, Limit> byEngine = new HashMap<>();
    private final LearnedLimits learned;

    /// @param limits a number of tokens or `learned`, by engine
    /// @throws IllegalArgumentException for any other
    Capacities(Vertx vertx, EngineRouter router, Map<String, String> limits) {
        this.router = router;
        this.learned = new LearnedLimits(vertx);
        limits.forEach((engine, limit) -> byEngine.put(engine, Limit.parse(engine, limit)));
    }

    /// Of all ready engines together. Without one there is nothing to wait for here: the relay says
    /// why.
    long of(String model) {
        if (byEngine.isEmpty()) {
            return UNLIMITED;
        }
        List<Route.Serve> ready = router.ready(model);
        long sum = 0;
        for (Route.Serve engine : ready) {
            long limit = of(engine);
            if (limit == UNLIMITED) {
                return UNLIMITED;
            }
            sum += limit;
        }
        return ready.isEmpty() ? UNLIMITED : sum;
    }

    /// The model's name under all its aliases.
    String ownName(String model) {
        return router.ready(model).stream()
                .findFirst()
                .map(engine -> engine.engine().model().name())
                .orElse(model);
    }

    private long of(Route.Serve engine) {
        return switch (byEngine.get(engine.engine().name())) {
            case null -> UNLIMITED;
            case Limit.Fixed(long tokens) -> tokens;
            case Limit.Learned _ -> learned.of(engine);
        };
    }
}
