package dev.stoker.inference.replica;

/// What a replica may be given, by how its last requests fared.
public enum Trust {
    /// Nothing is known against it.
    FULL,

    /// It failed, and its pause is over: one request, to see how that fares.
    TRIAL,

    /// It failed a moment ago: nothing, while there is another.
    ASIDE
}
