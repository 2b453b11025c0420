package dev.stoker.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Waits between two attempts; tests let the time pass at once.
@FunctionalInterface
public interface Pause {
    /// As long as the clock says.
    Pause REAL = wait -> new CountDownLatch(1).await(wait.toNanos(), TimeUnit.NANOSECONDS);

    /// Returns after the wait; the value only lets a latch be the real one.
    boolean lasts(Duration wait) throws InterruptedException;
}
