package dev.stoker.gateway.admission;

import dev.stoker.gateway.ApiError;

/// What became of a request that wanted to go to an engine.
public sealed interface Outcome permits Pass, Outcome.Refused, Outcome.Left {
    /// Its client is to be told why not.
    record Refused(ApiError error) implements Outcome {}

    /// Its client left while it waited.
    record Left() implements Outcome {}
}
