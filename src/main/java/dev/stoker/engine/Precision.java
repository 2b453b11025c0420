package dev.stoker.engine;

/// The number format of the weights.
public enum Precision {
    AUTO,
    BF16,
    FP16,
    FP8,
    FP4,
    INT4
}
