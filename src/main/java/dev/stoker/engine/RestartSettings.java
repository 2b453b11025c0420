package dev.stoker.engine;

import java.time.Duration;

/// When a crashed engine is started again.
///
/// @param firstDelay before the first restart; doubles with each crash up to `maxDelay`
/// @param maxCrashes within `window`; one more and the engine stays down
/// @param stableAfter a run this long forgives all earlier crashes
public record RestartSettings(
        Duration firstDelay,
        Duration maxDelay,
        int maxCrashes,
        Duration window,
        Duration stableAfter) {
    public static final RestartSettings DEFAULTS =
            new RestartSettings(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(60),
                    5,
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(5));

    public RestartSettings {
        Positive.duration("restart.first-delay", firstDelay);
        Positive.duration("restart.max-delay", maxDelay);
        Positive.duration("restart.window", window);
        Positive.duration("restart.stable-after", stableAfter);
        if (maxCrashes < 0) {
            throw new IllegalArgumentException(
                    "restart.max-crashes must not be negative: " + maxCrashes);
        }
        if (maxDelay.compareTo(firstDelay) < 0) {
            throw new IllegalArgumentException(
                    "restart.max-delay must not be shorter than restart.first-delay, which is %s: %s"
                            .formatted(firstDelay, maxDelay));
        }
    }
}
