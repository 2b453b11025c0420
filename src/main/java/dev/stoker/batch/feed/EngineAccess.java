package dev.stoker.batch.feed;

import dev.stoker.inference.EngineClient;
import dev.stoker.inference.EngineRouter;
import java.util.function.ToIntFunction;

/// The way to the engines: where a model is served, and the client that asks there.
///
/// @param open requests that this Stoker has at the engine of that name, chat and batch
public record EngineAccess(EngineRouter router, EngineClient client, ToIntFunction<String> open) {

    /// Without word of chat.
    public EngineAccess(EngineRouter router, EngineClient client) {
        this(router, client, _ -> 0);
    }
}
