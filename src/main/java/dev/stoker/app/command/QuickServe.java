package dev.stoker.app.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Reads the command line of a plain `stoker serve` without the library that reads all others.
///
/// That library's classes are of a format that no ahead-of-time cache holds, and loading them takes
/// about a tenth of the start. Whatever is unusual here (help, a mistake) is left to it.
final class QuickServe {
    private static final String NUMBER = "\\d{1,5}";

    private QuickServe() {}

    /// The settings that the options stand for; empty where the library must have a look.
    static Optional<Map<String, String>> settings(String... args) {
        if (args.length % 2 == 0 || !args[0].equals("serve")) {
            return Optional.empty();
        }
        Map<String, String> settings = new LinkedHashMap<>();
        for (int i = 1; i < args.length; i += 2) {
            Optional<String> key = key(args[i], args[i + 1]);
            if (key.isEmpty()) {
                return Optional.empty();
            }
            settings.merge(key.get(), args[i + 1], (one, other) -> one + "," + other);
        }
        return Optional.of(settings);
    }

    private static Optional<String> key(String option, String value) {
        boolean number = value.matches(NUMBER);
        boolean word = !value.isEmpty() && !value.startsWith("-");
        return switch (option) {
            case "--port" -> number ? Optional.of("quarkus.http.port") : Optional.empty();
            case "--management-port" ->
                    number ? Optional.of("quarkus.management.port") : Optional.empty();
            case "--state" -> word ? Optional.of("stoker.state-directory") : Optional.empty();
            case "--engine" -> word ? Optional.of("stoker.engine-files") : Optional.empty();
            default -> Optional.empty();
        };
    }
}
