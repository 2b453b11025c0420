package dev.stoker.simulator.json;

import java.util.List;
import java.util.Map;

/// One JSON value.
public sealed interface Json {
    record Members(Map<String, Json> byName) implements Json {
        public Members {
            byName = Map.copyOf(byName);
        }
    }

    record Items(List<Json> all) implements Json {
        public Items {
            all = List.copyOf(all);
        }
    }

    record Text(String value) implements Json {}

    record Numeral(double value) implements Json {}

    record Truth(boolean value) implements Json {}

    record Nothing() implements Json {}

    /// Reads one value and nothing after it.
    ///
    /// @throws JsonSyntax with the position of the first character that cannot be read
    static Json parse(String text) throws JsonSyntax {
        return new JsonReader(text).whole();
    }

    /// The string in quotes, with everything escaped that JSON wants escaped.
    static String quote(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 16).append('"');
        for (int i = 0; i < text.length(); i++) {
            appendEscaped(text.charAt(i), quoted);
        }
        return quoted.append('"').toString();
    }

    private static void appendEscaped(char c, StringBuilder quoted) {
        switch (c) {
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            case '\n' -> quoted.append("\\n");
            case '\r' -> quoted.append("\\r");
            case '\t' -> quoted.append("\\t");
            default -> {
                if (c < ' ') {
                    quoted.append("\\u%04x".formatted((int) c));
                } else {
                    quoted.append(c);
                }
            }
        }
    }
}
