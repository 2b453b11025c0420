package dev.stoker.engine;

import java.time.Duration;

/// How an engine is operated.
///
/// @param startTimeout from launch to the first real answer
/// @param drainTimeout what requests in flight get to finish before the engine is stopped; zero
///   stops it at once
public record Operation(
        Duration startTimeout, Duration drainTimeout, HealthCheck health, RestartSettings restart) {
    public static final Operation DEFAULTS =
            new Operation(
                    Duration.ofMinutes(30),
                    Duration.ofMinutes(5),
                    HealthCheck.DEFAULTS,
                    RestartSettings.DEFAULTS);

    public Operation {
        Positive.duration("start-timeout", startTimeout);
        if (drainTimeout.isNegative()) {
            throw new IllegalArgumentException(
                    "drain-timeout must not be negative: " + drainTimeout);
        }
    }
}
