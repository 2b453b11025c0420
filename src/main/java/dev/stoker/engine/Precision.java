package dev.stoker.engine;

import java.util.Optional;

/// The number format of the weights.
public enum Precision {
    AUTO,
    BF16,
    FP16,
    FP8,
    FP4,
    INT4;

    /// The engines' word for it; absent where a checkpoint tells its format itself, as every
    /// quantised one does.
    Optional<String> dtype() {
        return switch (this) {
            case BF16 -> Optional.of("bfloat16");
            case FP16 -> Optional.of("float16");
            case AUTO, FP8, FP4, INT4 -> Optional.empty();
        };
    }
}
