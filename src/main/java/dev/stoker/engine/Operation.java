package dev.stoker.engine;

import java.time.Duration;

/// How an engine is operated.
///
/// @param startTimeout from launch to the first real answer
/// @param drainTimeout what requests in flight get to finish before the engine is stopped
public record Operation(
        Duration startTimeout,
        Duration drainTimeout,
        HealthCheck health,
        RestartSettings restart) {}
