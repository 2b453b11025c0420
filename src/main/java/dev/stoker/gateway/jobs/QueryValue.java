package dev.stoker.gateway.jobs;

import dev.stoker.summarize.input.InvalidRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One value of a query string, read strictly.
///
/// @param text absent where the query does not have it
public record QueryValue(String name, Optional<String> text) {

    public static QueryValue of(String name, @Nullable String text) {
        return new QueryValue(name, Optional.ofNullable(text));
    }

    /// @throws InvalidRequest unless `true`, `false` or absent
    public boolean flag() {
        return switch (text.orElse("false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid("must be true or false");
        };
    }

    /// @throws InvalidRequest unless a whole number within limits, both included
    public long integer(long least, long most, long absent) {
        if (text.isEmpty()) {
            return absent;
        }
        try {
            long value = Long.parseLong(text.get());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException _) {
            // told below, with the numbers that are too large or too small
        }
        throw invalid("must be a whole number from %d to %d".formatted(least, most));
    }

    /// @param words that are allowed; the first where the query has none
    /// @throws InvalidRequest unless one of them
    public String oneOf(String... words) {
        String word = text.orElse(words[0]);
        if (List.of(words).contains(word)) {
            return word;
        }
        throw invalid("must be one of " + String.join(", ", words));
    }

    /// A refusal that names the value.
    public InvalidRequest invalid(String problem) {
        return new InvalidRequest(
                name, name + " " + problem + ": " + InvalidRequest.shown(text.orElse("")));
    }
}
