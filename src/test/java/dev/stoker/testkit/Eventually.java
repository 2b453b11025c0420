package dev.stoker.testkit;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Waits for what another thread or process does, with a deadline.
public final class Eventually {
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(2);

    private Eventually() {}

    public static void eventually(String what, BooleanSupplier condition) {
        within(DEADLINE, () -> what, condition);
    }

    /// Fails when the condition does not hold by then.
    ///
    /// @param what is asked for only after the failure, so that it can tell what holds instead
    public static void within(Duration deadline, Supplier<String> what, BooleanSupplier condition) {
        long end = System.nanoTime() + deadline.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                fail("not within %s: %s".formatted(deadline, what.get()));
            }
            LockSupport.parkNanos(LOOK_AGAIN);
        }
    }
}
