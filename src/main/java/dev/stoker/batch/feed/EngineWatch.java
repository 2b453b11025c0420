package dev.stoker.batch.feed;

import dev.stoker.inference.EngineRouter;
import dev.stoker.inference.Route;
import java.time.Duration;
import java.util.Optional;

/// Follows the engine of one model through its runs.
final class EngineWatch {
    private static final Duration NOTICE = Duration.ofSeconds(2);
    private static final Duration LOOK = Duration.ofMillis(50);

    private final String model;
    private final EngineRouter router;
    private final Bell changes;

    /// @param changes rings when an engine may have changed its state
    EngineWatch(String model, EngineRouter router, Bell changes) {
        this.model = model;
        this.router = router;
        this.changes = changes;
    }

    String model() {
        return model;
    }

    /// The engine, while it can be asked.
    Optional<Route.Serve> ready() {
        return router.route(model) instanceof Route.Serve engine
                ? Optional.of(engine)
                : Optional.empty();
    }

    /// Whether that run of the engine is over. A connection breaks a moment before the exit of the
    /// process is noticed, so this looks for a while before it says no.
    boolean died(long run) throws InterruptedException {
        long deadline = System.nanoTime() + NOTICE.toNanos();
        while (runs(run)) {
            if (System.nanoTime() >= deadline) {
                return false;
            }
            changes.await(changes.rings(), LOOK);
        }
        return true;
    }

    private boolean runs(long run) {
        return ready().filter(engine -> engine.run() == run).isPresent();
    }
}
