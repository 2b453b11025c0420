package dev.stoker.supervisor;

import dev.stoker.engine.EngineSpec;
import java.net.URI;
import java.util.Optional;

/// What is known of one engine at one moment; published whole, so that its parts agree.
///
/// @param run counts launches: what belongs to an earlier run is told apart by it
/// @param endpoint base address of the current run, while there is one
public record EngineSnapshot(
        EngineSpec spec,
        EngineState state,
        long run,
        Optional<URI> endpoint,
        EngineHistory history) {

    /// An engine without a past.
    public EngineSnapshot(EngineSpec spec, EngineState state, long run, Optional<URI> endpoint) {
        this(spec, state, run, endpoint, EngineHistory.NONE);
    }
}
