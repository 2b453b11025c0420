package dev.stoker.inference.replica;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Remembers which replicas failed, leaves them alone for a while, and lets one request try them.
///
/// ```
///  trusted ──fails──► aside 1 s ──one request tries──► answers: trusted
///                        ▲                          └► fails: aside twice as long, 30 s at most
/// ```
///
/// A failure belongs to one readiness: an engine that became ready again since is trusted at once.
/// Requests that fail together, as all that one connection carried, count as one failure.
final class SetAside {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /// @param onTrial whether a request was sent there since
    private record Failure(Instant readySince, Duration pause, Instant until, boolean onTrial) {
        static Failure first(Replica replica, Instant now) {
            return new Failure(replica.readySince(), FIRST, now.plus(FIRST), false);
        }

        Failure again(Instant now) {
            if (!onTrial && now.isBefore(until)) {
                return this;
            }
            Duration next = nextPause();
            return new Failure(readySince, next, now.plus(next), false);
        }

        Failure tried(Instant now) {
            return new Failure(readySince, pause, now.plus(pause), true);
        }

        boolean isOf(Replica replica) {
            return readySince.equals(replica.readySince());
        }

        private Duration nextPause() {
            Duration doubled = pause.multipliedBy(2);
            return doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        }
    }

    private final InstantSource clock;
    private final Map<String, Failure> failures = new ConcurrentHashMap<>();

    SetAside(InstantSource clock) {
        this.clock = clock;
    }

    /// It refused the connection, broke it, was silent, or said that it cannot.
    void failed(Replica replica) {
        Instant now = clock.instant();
        failures.compute(
                replica.name(),
                (_, last) ->
                        last != null && last.isOf(replica)
                                ? last.again(now)
                                : Failure.first(replica, now));
    }

    void answered(Replica replica) {
        if (!failures.isEmpty()) {
            failures.remove(replica.name());
        }
    }

    /// Whether nothing is known against any.
    boolean isEmpty() {
        return failures.isEmpty();
    }

    boolean contains(Replica replica) {
        return trust(replica) == Trust.ASIDE;
    }

    Trust trust(Replica replica) {
        Failure failure = failures.get(replica.name());
        if (failure == null || !failure.isOf(replica)) {
            return Trust.FULL;
        }
        return clock.instant().isBefore(failure.until()) ? Trust.ASIDE : Trust.TRIAL;
    }

    /// A request goes there. If it failed before, others wait until it is known how this one fares.
    void tried(Replica replica) {
        failures.computeIfPresent(
                replica.name(),
                (_, last) -> last.isOf(replica) ? last.tried(clock.instant()) : null);
    }
}
