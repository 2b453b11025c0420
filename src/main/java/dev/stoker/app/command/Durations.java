package dev.stoker.app.command;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import picocli.CommandLine.TypeConversionException;

/// Durations as people type them: `90s`, `20m`, `1h30m`.
final class Durations {
    private Durations() {}

    static Duration parse(String text) {
        try {
            return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
        } catch (DateTimeParseException e) {
            throw new TypeConversionException(
                    "'%s' is no duration; write 90s, 20m or 1h30m".formatted(text));
        }
    }
}
