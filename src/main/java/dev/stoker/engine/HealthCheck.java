package dev.stoker.engine;

import java.time.Duration;

/// How a running engine is watched.
///
/// @param interval between two checks
/// @param timeout of one check
/// @param hangAfter without progress while requests run
public record HealthCheck(Duration interval, Duration timeout, Duration hangAfter) {}
