package dev.stoker.batch.feed.pace;

import dev.stoker.inference.EngineLoad;
import java.util.OptionalDouble;

/// What was seen of an engine since the last reading.
///
/// @param engine its own words, requests of others included
/// @param inFlight requests of the feeder
/// @param chat interactive requests that this Stoker has there
/// @param preempted whether it threw out requests whose cache it needed for others
/// @param throughput tokens a second; empty until enough was answered to tell
public record Reading(
        EngineLoad engine, int inFlight, int chat, boolean preempted, OptionalDouble throughput) {

    /// Whether the engine has taken note of at least half of what it was sent. One whose step takes
    /// seconds says for as long that it has nothing.
    public boolean isCurrent() {
        return engine.waiting().isEmpty()
                || engine.waiting().getAsInt() + engine.running().orElse(0) >= inFlight / 2;
    }
}
