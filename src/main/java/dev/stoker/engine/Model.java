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
        return weights instanceof Weights.Dummy;
    }
}
