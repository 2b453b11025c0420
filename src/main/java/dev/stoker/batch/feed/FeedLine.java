package dev.stoker.batch.feed;

import dev.stoker.batch.queue.ItemQueue;
import java.time.InstantSource;

/// What the feeders of all models share.
public record FeedLine(
        ItemQueue queue,
        Recorder recorder,
        EngineAccess engines,
        FeedSettings settings,
        Clockwork clockwork) {

    /// @param work rings when there may be something to do: items, room, an engine
    public record Clockwork(InstantSource clock, Bell work) {}

    Bell work() {
        return clockwork.work();
    }

    InstantSource clock() {
        return clockwork.clock();
    }
}
