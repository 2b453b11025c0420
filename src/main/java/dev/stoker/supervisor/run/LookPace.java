package dev.stoker.supervisor.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How soon to ask a starting engine again.
///
/// A start is noticed to be over after a fiftieth of the time that nothing was heard of it, at the
/// latest after a second: an engine that loads for minutes is asked rarely. Around the moment at
/// which earlier starts were over it is asked more often.
final class LookPace {
    private static final Duration SOONEST = Duration.ofMillis(50);
    private static final Duration LATEST = Duration.ofSeconds(1);
    private static final int SHARE_OF_SILENCE = 50;
    private static final int SHARE_OF_DISTANCE = 20;

    private final Optional<Instant> expected;
    private volatile Instant lastSign;

    /// @param begin of the start
    /// @param usual time that it takes, where that is known
    LookPace(Instant begin, Optional<Duration> usual) {
        this.lastSign = begin;
        this.expected = usual.map(begin::plus);
    }

    /// The engine said that it came further.
    void sign(Instant at) {
        lastSign = at;
    }

    Duration pause(Instant now) {
        Duration silence = Duration.between(lastSign, now).dividedBy(SHARE_OF_SILENCE);
        Duration byHistory =
                expected.map(end -> Duration.between(now, end).abs().dividedBy(SHARE_OF_DISTANCE))
                        .orElse(LATEST);
        return longer(SOONEST, shorter(LATEST, shorter(silence, byHistory)));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
