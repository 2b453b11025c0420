package dev.stoker.testkit;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/// Waits for a condition of real processes and sockets, with a deadline.
public final class Eventually {
    private Eventually() {}

    /// Asks until the answer pleases.
    ///
    /// @return the time it took
    public static <T> Duration becomes(Duration limit, Callable<T> question, Predicate<T> pleases)
            throws Exception {
        long begin = System.nanoTime();
        T answer = question.call();
        while (!pleases.test(answer)) {
            if (System.nanoTime() - begin > limit.toNanos()) {
                fail("after %s still: %s".formatted(limit, answer));
            }
            LockSupport.parkNanos(1_000_000);
            answer = question.call();
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
