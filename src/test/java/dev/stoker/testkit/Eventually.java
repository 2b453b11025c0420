package dev.stoker.testkit;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/// Waits for something that other processes bring about, with a deadline.
public final class Eventually {
    private static final Duration STEP = Duration.ofMillis(20);

    private Eventually() {}

    /// @throws AssertionError when the deadline passes first
    public static <T> T get(Duration limit, Callable<Optional<T>> attempt) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            Optional<T> result = call(attempt);
            if (result.isPresent()) {
                return result.get();
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + limit);
            }
            LockSupport.parkNanos(STEP.toNanos());
        }
    }

    public static void holds(Duration limit, Callable<Boolean> condition) {
        get(limit, () -> condition.call() ? Optional.of(true) : Optional.empty());
    }

    private static <T> Optional<T> call(Callable<Optional<T>> attempt) {
        try {
            return attempt.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
