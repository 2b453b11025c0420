package dev.stoker.deploy.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoker.deploy.Checkout;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The arithmetic of a grace period, as the comment above it does it.
///
/// @param period what the manifest grants, in seconds, like the parts
record Grace(int period, int drain, int settle, int stop, int margin) {
    private static final Pattern ARITHMETIC =
            Pattern.compile(
                    """
                    # drain (\\d+) s \\+ settle (\\d+) s \\+ stop (\\d+) s \\+ margin (\\d+) s.*
                     *terminationGracePeriodSeconds: (\\d+)\
                    """);
    private static final Pattern DURATION = Pattern.compile("(\\d+)([smh])");

    static Grace in(Path manifest) {
        Matcher found = ARITHMETIC.matcher(Checkout.text(manifest));
        MatchResult parts = found.results().findFirst().orElseThrow();
        return new Grace(
                number(parts, 5),
                number(parts, 1),
                number(parts, 2),
                number(parts, 3),
                number(parts, 4));
    }

    private static int number(MatchResult parts, int group) {
        return Integer.parseInt(parts.group(group));
    }

    int sum() {
        return drain + settle + stop + margin;
    }

    static int drainOf(JsonNode engine) {
        return seconds(engine.path("drain-timeout").asText());
    }

    static int seconds(String duration) {
        Matcher parts = DURATION.matcher(duration);
        if (!parts.matches()) {
            throw new IllegalArgumentException("no duration: " + duration);
        }
        int number = Integer.parseInt(parts.group(1));
        return switch (parts.group(2)) {
            case "h" -> number * 3600;
            case "m" -> number * 60;
            default -> number;
        };
    }
}
