package dev.stoker.engine;

import java.util.List;
import java.util.Optional;

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
    }

    public String name() {
        return servedNames.getFirst();
    }
}
