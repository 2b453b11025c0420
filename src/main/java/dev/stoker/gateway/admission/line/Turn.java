package dev.stoker.gateway.admission.line;

import dev.stoker.gateway.ApiError;

/// How the waiting of one request ended.
public sealed interface Turn {
    /// It may go in; `leave` makes room for others and is to be called once, when it has ended.
    record Come(Runnable leave) implements Turn {}

    /// The line was too long, or took too long.
    record Refused(ApiError error) implements Turn {}

    /// Its client left.
    record Left() implements Turn {}
}
