package dev.stoker.engine.catalog;

import dev.stoker.engine.Model;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What engine files forbid each other.
final class CatalogRules {
    private CatalogRules() {}

    static void check(List<EngineFile> files) {
        Map<String, EngineFile> byName = new HashMap<>();
        Map<String, EngineFile> byServedName = new HashMap<>();
        for (EngineFile file : files) {
            EngineFile namesake = byName.putIfAbsent(file.spec().name(), file);
            if (namesake != null) {
                file.top()
                        .problem(
                                "name",
                                "%s is also the name in %s"
                                        .formatted(file.spec().name(), namesake.top().file()));
            }
            for (String name : file.spec().model().servedNames()) {
                checkServed(name, file, byServedName.getOrDefault(name, file));
                byServedName.putIfAbsent(name, file);
            }
        }
        files.forEach(file -> Lending.check(file, byName));
    }

    /// Replicas of a model share its names; different models must not.
    private static void checkServed(String name, EngineFile file, EngineFile first) {
        if (name.isEmpty()) {
            return;
        }
        Model model = file.spec().model();
        Model other = first.spec().model();
        if (!model.path().equals(other.path()) || !model.revision().equals(other.revision())) {
            file.top()
                    .problemAt(
                            "model.served-names",
                            "%s already means %s, in %s"
                                    .formatted(name, other.path(), first.top().file()));
        }
    }
}
