package dev.stoker.supervisor.process;

import dev.stoker.engine.launch.LaunchCommand;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Values that must not be shown, found by the names of the flags and variables that carry them.
///
/// Engines print their arguments, so the values are masked in whatever text they appear.
public final class Secrets {
    private static final String MASK = "***";
    private static final int SHORTEST = 4; // a shorter value would mask half of every log line
    private static final Set<String> TELLING =
            Set.of(
                    "token",
                    "key",
                    "keys",
                    "apikey",
                    "secret",
                    "password",
                    "passwd",
                    "credential",
                    "credentials");

    private final List<String> values;

    private Secrets(List<String> values) {
        this.values = values;
    }

    /// The secrets of one command.
    public static Secrets of(LaunchCommand command) {
        Set<String> found = new HashSet<>();
        for (Map.Entry<String, String> variable : command.environment().entrySet()) {
            if (tells(variable.getKey())) {
                found.add(variable.getValue());
            }
        }
        List<String> argv = command.argv();
        for (int i = 0; i < argv.size(); i++) {
            found.addAll(secretOf(argv, i));
        }
        found.removeIf(value -> value.length() < SHORTEST);
        List<String> longestFirst = new ArrayList<>(found);
        longestFirst.sort(
                Collections.reverseOrder(java.util.Comparator.comparingInt(String::length)));
        return new Secrets(List.copyOf(longestFirst));
    }

    /// The same text without a secret.
    public String mask(String text) {
        String masked = text;
        for (String value : values) {
            masked = masked.replace(value, MASK);
        }
        return masked;
    }

    /// The command line for people.
    public String mask(List<String> argv) {
        return mask(String.join(" ", argv));
    }

    private static List<String> secretOf(List<String> argv, int i) {
        String word = argv.get(i);
        if (!word.startsWith("-")) {
            return List.of();
        }
        int equals = word.indexOf('=');
        if (equals > 0) {
            return tells(word.substring(0, equals))
                    ? List.of(word.substring(equals + 1))
                    : List.of();
        }
        return tells(word) && i + 1 < argv.size() ? List.of(argv.get(i + 1)) : List.of();
    }

    /// `--api-key` and `HF_TOKEN` do, `--tokenizer` and `--max-num-batched-tokens` do not.
    private static boolean tells(String name) {
        for (String word : name.toLowerCase(Locale.ROOT).split("[^a-z]+", -1)) {
            if (TELLING.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
