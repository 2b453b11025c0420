package dev.stoker.testkit;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Waits for what real processes and sockets bring about, with a deadline.
public final class Eventually {
    private static final Duration DEADLINE = Duration.ofSeconds(30);
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

    public static void eventually(String what, BooleanSupplier condition) {
        within(DEADLINE, () -> what, condition);
    }

    /// Fails when the condition does not hold by then.
    ///
    /// @param what is asked for only after the failure, so that it can tell what holds instead
    public static void within(Duration limit, Supplier<String> what, BooleanSupplier condition) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begin > limit.toNanos()) {
                throw new AssertionError("not within %s: %s".formatted(limit, what.get()));
            }
            LockSupport.parkNanos(STEP.toNanos());
        }
    }
}
