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
        Duration stableAfter) {}
