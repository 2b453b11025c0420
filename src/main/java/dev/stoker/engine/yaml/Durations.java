package dev.stoker.engine.yaml;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as people write them: `30m`, `90s`, `1h30m`, `250ms`, and ISO's `PT5M`.
public final class Durations {
    private static final Pattern SHORT =
            Pattern.compile(
                    "(?=\\d)(?:(\\d{1,6})h)?(?:(\\d{1,8})m)?(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?");

    private Durations() {}

    /// Empty where the text is none.
    public static Optional<Duration> parse(String text) {
        Matcher parts = SHORT.matcher(text);
        if (parts.matches()) {
            return Optional.of(
                    Duration.ofHours(part(parts, 1))
                            .plusMinutes(part(parts, 2))
                            .plusSeconds(part(parts, 3))
                            .plusMillis(part(parts, 4)));
        }
        return iso(text.toUpperCase(Locale.ROOT));
    }

    private static long part(Matcher parts, int group) {
        String digits = parts.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static Optional<Duration> iso(String text) {
        try {
            return text.startsWith("P") ? Optional.of(Duration.parse(text)) : Optional.empty();
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
