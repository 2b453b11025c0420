package dev.stoker.batch.feed;

import dev.stoker.batch.trace.JobTraces;
import dev.stoker.inference.EngineClient;
import dev.stoker.inference.EngineRouter;
import dev.stoker.inference.InFlight;
import dev.stoker.inference.replica.Replicas;

/// The way to the engines: which serve a model, the client that asks there, and the traces of what
/// is asked.
///
/// @param replicas shared with the relay, so that what failed for one is left alone by the other
/// @param open requests that this Stoker has at engines: knows of each chat
public record EngineAccess(
        EngineRouter router,
        Replicas replicas,
        EngineClient client,
        InFlight open,
        JobTraces traces) {

    /// Without word of chats, and without traces.
    public EngineAccess(EngineRouter router, Replicas replicas, EngineClient client) {
        this(router, replicas, client, new InFlight(), JobTraces.OFF);
    }
}
