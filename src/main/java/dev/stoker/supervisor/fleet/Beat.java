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

    private volatile boolean stirred;
    private volatile boolean closed;
    private volatile @Nullable Thread resting;

    /// Something may be no longer calm. Costs next to nothing while nothing is.
    void stir() {
        if (!stirred) {
            stirred = true;
            LockSupport.unpark(resting);
        }
    }

    /// Repeats it until this is closed.
    ///
    /// @param tick says whether all was calm
    void repeat(BooleanSupplier tick) {
        while (!closed) {
            stirred = false; // what stirs from now on may not have been seen by this tick
            if (tick.getAsBoolean()) {
                rest();
            } else {
                LockSupport.parkNanos(this, TICK.toNanos());
            }
        }
    }

    private void rest() {
        resting = Thread.currentThread();
        if (!stirred) {
            LockSupport.parkNanos(this, REST.toNanos());
        }
        resting = null;
    }

    @Override
    public void close() {
        closed = true;
        stir();
    }
}
