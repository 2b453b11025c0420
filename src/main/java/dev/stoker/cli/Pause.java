package dev.stoker.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Waits between two attempts; tests let the time pass at once.
@FunctionalInterface
interface Pause {
    Pause REAL = wait -> new CountDownLatch(1).await(wait.toNanos(), TimeUnit.NANOSECONDS);

    /// Returns after the wait; the value only lets a latch be the real one.
    boolean lasts(Duration wait) throws InterruptedException;
}
