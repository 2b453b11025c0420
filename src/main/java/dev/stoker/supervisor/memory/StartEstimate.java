package dev.stoker.supervisor.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How long a start will take, by earlier starts of the same engine with the same flags.
///
/// @param key of the engine and its flags
/// @param usual time from launch to the first answer; empty the first time
public record StartEstimate(String key, Optional<Duration> usual) {
    private static final Duration ANY_MOMENT = Duration.ofSeconds(1);
    private static final int TELLING = 10; // percent; earlier phases extrapolate badly
    private static final int ALL = 100;

    /// What is left of a start; without earlier ones it follows from the phases seen so far.
    public Optional<Duration> timeLeft(Instant since, int percent, Instant now) {
        Duration passed = Duration.between(since, now);
        if (usual.isPresent()) {
            return Optional.of(atLeastAMoment(usual.get().minus(passed)));
        }
        return percent < TELLING
                ? Optional.empty()
                : Optional.of(
                        atLeastAMoment(passed.multipliedBy(ALL - percent).dividedBy(percent)));
    }

    private static Duration atLeastAMoment(Duration left) {
        return left.compareTo(ANY_MOMENT) < 0 ? ANY_MOMENT : left;
    }
}
