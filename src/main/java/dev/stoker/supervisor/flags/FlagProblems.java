package dev.stoker.supervisor.flags;

import dev.stoker.engine.EngineSpec;
import dev.stoker.engine.yaml.Nearest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What in an engine file the installed engine would not understand.
final class FlagProblems {
    private FlagProblems() {}

    /// One line for each setting that is wrong, in the file's order.
    ///
    /// @param engine for people: `vllm 0.32.0`
    static List<String> of(EngineSpec spec, String engine, FlagList flags) {
        return spec.program().args().entrySet().stream()
                .flatMap(setting -> problem(setting, engine, flags).stream())
                .toList();
    }

    private static Optional<String> problem(
            Map.Entry<String, Object> setting, String engine, FlagList flags) {
        String key = setting.getKey();
        Optional<String> flag = flag(key, flags);
        if (flag.isEmpty()) {
            return Optional.of(
                    "args.%s: %s has no such flag%s"
                            .formatted(key, engine, Nearest.question(key, flags.names())));
        }
        Set<String> choices = flags.choices().getOrDefault(flag.orElseThrow(), Set.of());
        if (setting.getValue() instanceof String value
                && !choices.isEmpty()
                && !choices.contains(value)) {
            return Optional.of(
                    "args.%s: %s is not among the choices of %s%s: %s"
                            .formatted(
                                    key,
                                    value,
                                    engine,
                                    Nearest.question(value, choices),
                                    String.join(", ", choices)));
        }
        return Optional.empty();
    }

    /// Engines take underscores for dashes, and `group.key` where a flag takes a whole group.
    private static Optional<String> flag(String key, FlagList flags) {
        String dashed = key.replace('_', '-');
        return Stream.of(key, dashed, dashed.replaceFirst("\\..*", ""))
                .filter(flags.names()::contains)
                .findFirst();
    }
}
