package dev.stoker.testkit;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/// Waits for what real processes and sockets bring about, with a deadline.
public final class Eventually {
    private static final Duration STEP = Duration.ofMillis(1);

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
                throw new AssertionError("after %s still: %s".formatted(limit, answer));
            }
            LockSupport.parkNanos(STEP.toNanos());
            answer = question.call();
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /// Asks until there is an answer.
    public static <T> T get(Duration limit, Callable<Optional<T>> question) throws Exception {
        var answer = new AtomicReference<Optional<T>>(Optional.empty());
        becomes(
                limit,
                () -> {
                    answer.set(question.call());
                    return answer.get();
                },
                Optional::isPresent);
        return answer.get().orElseThrow();
    }
}
