package dev.stoker.engine;

import java.time.Duration;

/// How a running engine is watched.
///
/// @param interval between two checks
/// @param timeout of one check
/// @param hangAfter without progress while requests run
public record HealthCheck(Duration interval, Duration timeout, Duration hangAfter) {
    public static final HealthCheck DEFAULTS =
            new HealthCheck(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(30));

    public HealthCheck {
        Positive.duration("health.interval", interval);
        Positive.duration("health.timeout", timeout);
        Positive.duration("health.hang-after", hangAfter);
    }
}
