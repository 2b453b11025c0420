package dev.stoker.batch.feed;

import dev.stoker.inference.Route;
import dev.stoker.inference.replica.Replica;
import dev.stoker.inference.replica.Replicas;
import java.time.Duration;
import java.util.List;

/// Follows the engines of one model through their runs.
final class EngineWatch {
    private static final Duration NOTICE = Duration.ofSeconds(2);
    private static final Duration LOOK = Duration.ofMillis(50);

    private final String model;
    private final Replicas replicas;
    private final Bell changes;

    /// @param changes rings when an engine may have changed its state
    EngineWatch(String model, Replicas replicas, Bell changes) {
        this.model = model;
        this.replicas = replicas;
        this.changes = changes;
    }

    String model() {
        return model;
    }

    /// The engines that can be asked.
    List<Replica> ready() {
        return replicas.ready(model);
    }

    /// Whether that run of an engine is over. A connection breaks a moment before the exit of the
    /// process is noticed, so this looks for a while before it says no.
    boolean died(Route.Serve target) throws InterruptedException {
        long deadline = System.nanoTime() + NOTICE.toNanos();
        while (runs(target)) {
            if (System.nanoTime() >= deadline) {
                return false;
            }
            changes.await(changes.rings(), LOOK);
        }
        return true;
    }

    private boolean runs(Route.Serve target) {
        return replicas.named(target.name())
                .filter(one -> one.route().run() == target.run())
                .isPresent();
    }
}
