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
final class SetAside {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private record Failure(Instant readySince, Duration pause, Instant until) {
        boolean isOf(Replica replica) {
            return readySince.equals(replica.readySince());
        }

        Duration nextPause() {
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
                (_, last) -> {
                    Duration pause = last != null && last.isOf(replica) ? last.nextPause() : FIRST;
                    return new Failure(replica.readySince(), pause, now.plus(pause));
                });
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
        Failure failure = failures.get(replica.name());
        return failure != null
                && failure.isOf(replica)
                && clock.instant().isBefore(failure.until());
    }

    /// A request goes there. If it failed before, others wait until it is known how this one fares.
    void tried(Replica replica) {
        failures.computeIfPresent(
                replica.name(),
                (_, last) ->
                        last.isOf(replica)
                                ? new Failure(
                                        last.readySince(),
                                        last.pause(),
                                        clock.instant().plus(last.pause()))
                                : null);
    }
}
