package dev.stoker.edgar.pace;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before trying again: twice as long each time, at most half a minute, and up to
/// half of it left to chance so that clients do not return together.
public final class Backoff {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofSeconds(30);

    private final RandomGenerator chance;

    public Backoff(RandomGenerator chance) {
        this.chance = chance;
    }

    /// @param failures how many tries have failed, 1 or more
    public Duration afterFailures(int failures) {
        Duration full = FIRST.multipliedBy(1L << Math.min(failures - 1, 10));
        long nanos = (full.compareTo(MOST) < 0 ? full : MOST).toNanos();
        return Duration.ofNanos(nanos / 2 + chance.nextLong(nanos / 2 + 1));
    }
}
