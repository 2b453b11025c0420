package dev.stoker.batch.feed;

import dev.stoker.batch.trace.JobTraces;
import dev.stoker.inference.EngineClient;
import dev.stoker.inference.EngineRouter;
import java.util.function.ToIntFunction;

/// The way to the engines: where a model is served, the client that asks there, and the traces of
/// what is asked.
///
/// @param open requests that this Stoker has at the engine of that name, chat and batch
public record EngineAccess(
        EngineRouter router, EngineClient client, ToIntFunction<String> open, JobTraces traces) {

    /// Without word of chat, and without traces.
    public EngineAccess(EngineRouter router, EngineClient client) {
        this(router, client, _ -> 0, JobTraces.OFF);
    }
}
