package dev.stoker.supervisor;

import dev.stoker.engine.Operation.RestartSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Decides whether and when a crashed engine is started again.
///
/// The delay doubles with each crash, less a random part of at most a quarter, so that engines
/// which fell together do not come back together. A stable run forgives all earlier crashes.
///
/// @param random for the random part
public record RestartPolicy(RestartSettings settings, RandomGenerator random) {
    private static final double RANDOM_PART = 0.25;
    private static final int MOST_DOUBLINGS = 30;

    /// What to do after a crash.
    public sealed interface Verdict {
        /// Start again at that moment.
        ///
        /// @param crashes to remember
        record Retry(Instant at, List<Instant> crashes) implements Verdict {}

        record GiveUp(Crash crash) implements Verdict {}
    }

    /// @param earlier crashes before this one, oldest first
    public Verdict judge(List<Instant> earlier, Crash crash) {
        if (crash.cause().isConfiguration()) {
            return new Verdict.GiveUp(crash);
        }
        List<Instant> recent = new ArrayList<>(earlier);
        recent.removeIf(at -> at.isBefore(crash.at().minus(settings.window())));
        recent.add(crash.at());
        if (recent.size() > settings.maxCrashes()) {
            return new Verdict.GiveUp(tooMany(recent.size(), crash));
        }
        return new Verdict.Retry(crash.at().plus(delay(recent.size())), recent);
    }

    /// Whether a run that answers since then has earned forgiveness.
    public boolean forgives(Instant readySince, Instant now) {
        return !now.isBefore(readySince.plus(settings.stableAfter()));
    }

    private Duration delay(int crashes) {
        long doubled = settings.firstDelay().toMillis() << Math.min(crashes - 1, MOST_DOUBLINGS);
        long longest = Math.min(doubled, settings.maxDelay().toMillis());
        return Duration.ofMillis(Math.round(longest * (1 - RANDOM_PART * random.nextDouble())));
    }

    private Crash tooMany(int crashes, Crash last) {
        return new Crash(
                last.cause(),
                "%d crashes within %s; the last: %s"
                        .formatted(crashes, settings.window(), last.detail()),
                last.at());
    }
}
