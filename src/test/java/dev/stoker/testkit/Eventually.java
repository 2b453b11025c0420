package dev.stoker.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/// Waits for what processes, sockets, databases and other threads bring about, with a deadline.
public final class Eventually {
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final Duration STEP = Duration.ofMillis(1);

    private Eventually() {}

    /// What is asked again and again.
    @FunctionalInterface
    public interface Question<T, X extends Exception> {
        T ask() throws X;
    }

    /// Asks until the answer pleases, and returns that answer.
    public static <T, X extends Exception> T becomes(
            Duration limit, Question<T, X> question, Predicate<? super T> pleases) throws X {
        long begin = System.nanoTime();
        T answer = question.ask();
        while (!pleases.test(answer)) {
            if (System.nanoTime() - begin > limit.toNanos()) {
                throw new AssertionError("after %s still: %s".formatted(limit, answer));
            }
            LockSupport.parkNanos(STEP.toNanos());
            answer = question.ask();
        }
        return answer;
    }

    /// Waits for what is a matter of moments, however slow the machine.
    public static void holds(BooleanSupplier condition) {
        becomes(DEADLINE, condition::getAsBoolean, answer -> answer);
    }
}
