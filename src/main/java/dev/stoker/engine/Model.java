package dev.stoker.engine;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The model an engine serves.
///
/// @param path a hub repository (`Qwen/Qwen3-8B-FP8`) or a path on disk
/// @param revision the pinned commit of the repository
/// @param servedNames what clients may write in `model`; the first is the model's own name, the
///   others aliases
public record Model(
        String path,
        Optional<String> revision,
        List<String> servedNames,
        Precision precision,
        Weights weights) {
    public Model {
        servedNames = List.copyOf(servedNames);
        if (servedNames.isEmpty() || Set.copyOf(servedNames).size() < servedNames.size()) {
            throw new IllegalArgumentException(
                    "model.served-names must be present and unique: " + servedNames);
        }
    }

    public String name() {
        return servedNames.getFirst();
    }

    /// Whether the answers mean nothing.
    public boolean dummy() {
        return switch (weights) {
            case Weights.Checkpoint _ -> false;
            case Weights.Dummy _ -> true;
            case Weights.Kept kept -> kept.dummy();
        };
    }

    /// The engines' word for how the weights are loaded from disk.
    String loadFormat() {
        return dummy() ? "dummy" : "auto";
    }

    /// The weight daemon that holds the weights; absent for an engine that loads them itself.
    public Optional<String> keeper() {
        return weights instanceof Weights.Kept kept ? Optional.of(kept.daemon()) : Optional.empty();
    }

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

    /// Where the weights come from.
    public sealed interface Weights {
        /// The model's own, from its checkpoint.
        record Checkpoint() implements Weights {}

        /// Random ones: the configuration is tested in seconds, the answers mean nothing.
        record Dummy() implements Weights {}

        /// Mapped from the GPU memory of a weight daemon, which outlives the engine.
        ///
        /// @param daemon its name in the catalog
        /// @param dummy whether it holds random ones
        record Kept(String daemon, boolean dummy) implements Weights {}
    }
}
