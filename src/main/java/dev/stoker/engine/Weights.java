package dev.stoker.engine;

/// Where the weights come from.
public sealed interface Weights {
    /// The model's own, from its checkpoint.
    record Checkpoint() implements Weights {}

    /// Random ones: the configuration is tested in seconds, the answers mean nothing.
    record Dummy() implements Weights {}
}
