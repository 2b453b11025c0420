package dev.stoker.gateway.admission.limits;

import java.time.Duration;
import java.time.Instant;

/// So many tokens a minute, that come in evenly; unused ones are kept for a minute.
///
/// It may be overdrawn by answers that were longer than thought; then it fills up from below zero.
final class TokenBudget {
    private static final double MILLIS = 60_000;
    private static final double NANOS = MILLIS * 1e6;

    private final long perMinute;
    private double left;
    private Instant counted;

    TokenBudget(long perMinute, Instant now) {
        this.perMinute = perMinute;
        this.left = perMinute;
        this.counted = now;
    }

    long perMinute() {
        return perMinute;
    }

    /// Takes them, if so many are left.
    ///
    /// @return how long until they are there; zero if they were taken
    Duration take(long tokens, Instant now) {
        fill(now);
        if (tokens <= left) {
            left -= tokens;
            return Duration.ZERO;
        }
        return coming(tokens - left);
    }

    /// Corrects what was taken before.
    ///
    /// @param tokens negative where more were used than taken
    void giveBack(long tokens, Instant now) {
        fill(now);
        left = Math.min((double) perMinute, left + (double) tokens);
    }

    long left(Instant now) {
        fill(now);
        return Math.max(0, (long) left);
    }

    Duration untilFull(Instant now) {
        fill(now);
        return coming(perMinute - left);
    }

    private void fill(Instant now) {
        if (now.isAfter(counted)) {
            double come = (double) Duration.between(counted, now).toNanos() / NANOS * perMinute;
            left = Math.min((double) perMinute, left + come);
            counted = now;
        }
    }

    /// In whole milliseconds: what is told to the client is then enough.
    private Duration coming(double tokens) {
        return Duration.ofMillis((long) Math.ceil(tokens * MILLIS / perMinute));
    }
}
