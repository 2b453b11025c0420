package dev.stoker.ops.admin;

import java.util.List;
import java.util.Map;

/// Reads the engine files again and makes the engines what they say.
@FunctionalInterface
public interface Reload {
    /// @throws IllegalStateException when Stoker is stopping
    Outcome now();

    /// What came of it: either problems, and nothing was changed, or what becomes of each engine.
    ///
    /// @param effects a word for each engine, by its name
    record Outcome(List<String> problems, Map<String, String> effects) {
        public Outcome {
            problems = List.copyOf(problems);
        }

        public boolean isValid() {
            return problems.isEmpty();
        }

        /// For metrics: `invalid`, `unchanged` or `applied`.
        public String label() {
            if (!isValid()) {
                return "invalid";
            }
            boolean changed = effects.values().stream().anyMatch(word -> !word.equals("unchanged"));
            return changed ? "applied" : "unchanged";
        }
    }
}
