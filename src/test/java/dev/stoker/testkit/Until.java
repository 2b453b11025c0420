package dev.stoker.testkit;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Waits for what other threads bring about over a real database, with a deadline.
public final class Until {
    private static final Duration STEP = Duration.ofMillis(5);

    private Until() {}

    public static void holds(Duration limit, BooleanSupplier condition) {
        present(limit, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    /// The first value that is there.
    public static <T> T present(Duration limit, Supplier<Optional<T>> attempt) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            Optional<T> value = attempt.get();
            if (value.isPresent()) {
                return value.get();
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + limit);
            }
            LockSupport.parkNanos(STEP.toNanos());
        }
    }
}
