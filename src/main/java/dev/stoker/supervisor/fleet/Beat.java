package dev.stoker.supervisor.fleet;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Lets time pass for a fleet: ten times a second while that may change anything, once a second
/// while all is calm, and at once when it is stirred then.
final class Beat implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration REST = Duration.ofSeconds(1);

    private final Duration tick;
    private final Duration rest;
    private volatile boolean stirred;
    private volatile boolean closed;
    private volatile @Nullable Thread resting;

    Beat() {
        this(TICK, REST);
    }

    /// @param tick the pause while anything may change
    /// @param rest the longest pause while nothing does
    Beat(Duration tick, Duration rest) {
        this.tick = tick;
        this.rest = rest;
    }

    /// Something may be no longer calm. Costs next to nothing while nothing is.
    void stir() {
        if (!stirred) {
            stirred = true;
            LockSupport.unpark(resting);
        }
    }

    /// Repeats it until this is closed.
    ///
    /// @param look says whether all was calm
    void repeat(BooleanSupplier look) {
        while (!closed) {
            stirred = false; // what stirs from now on may not have been seen by this look
            if (look.getAsBoolean()) {
                awaitStir();
            } else {
                LockSupport.parkNanos(this, tick.toNanos());
            }
        }
    }

    private void awaitStir() {
        resting = Thread.currentThread();
        if (!stirred) {
            LockSupport.parkNanos(this, rest.toNanos());
        }
        resting = null;
    }

    @Override
    public void close() {
        closed = true;
        stir();
    }
}
