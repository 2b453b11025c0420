package dev.stoker.engine.yaml;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Fills in `${NAME}` and `${NAME:default}` from the environment; `$${` stands for a plain `${`.
public final class Substitution {
    /// Filled in at each launch, not here.
    private static final Set<String> AT_LAUNCH = Set.of("host", "port", "model", "output");

    private static final Pattern REFERENCE =
            Pattern.compile("\\$?\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::([^}]*))?}");

    private final Map<String, String> environment;

    public Substitution(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /// Fills in one text.
    ///
    /// @param complain is told of each variable that is neither set nor has a default
    /// @return the whole text, or empty where something was missing
    public Optional<String> apply(String text, Consumer<String> complain) {
        StringBuilder filled = new StringBuilder();
        Matcher references = REFERENCE.matcher(text);
        boolean whole = true;
        while (references.find()) {
            Optional<String> value = value(references);
            if (value.isEmpty()) {
                whole = false;
                complain.accept(
                        "environment variable %s is not set; give it a default: ${%1$s:...}"
                                .formatted(references.group(1)));
            }
            references.appendReplacement(filled, Matcher.quoteReplacement(value.orElse("")));
        }
        return whole ? Optional.of(references.appendTail(filled).toString()) : Optional.empty();
    }

    private Optional<String> value(Matcher reference) {
        String whole = reference.group();
        String name = reference.group(1);
        if (whole.startsWith("$$")) {
            return Optional.of(whole.substring(1));
        }
        if (AT_LAUNCH.contains(name)) {
            return Optional.of(whole);
        }
        return Optional.ofNullable(environment.get(name))
                .or(() -> Optional.ofNullable(reference.group(2)));
    }
}
