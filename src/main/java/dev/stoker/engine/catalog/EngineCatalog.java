package dev.stoker.engine.catalog;

import dev.stoker.engine.EngineSpec;
import java.util.List;
import java.util.Optional;

/// All engines that Stoker keeps, each name once.
public record EngineCatalog(List<EngineSpec> engines) {
    public EngineCatalog {
        engines = List.copyOf(engines);
    }

    public Optional<EngineSpec> engine(String name) {
        return engines.stream().filter(engine -> engine.name().equals(name)).findFirst();
    }

    /// What clients may write in `model`, in the order of the engines.
    public List<String> servedNames() {
        return engines.stream()
                .flatMap(engine -> engine.model().servedNames().stream())
                .distinct()
                .toList();
    }
}
