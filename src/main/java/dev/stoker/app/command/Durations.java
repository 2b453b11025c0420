package dev.stoker.app.command;

import java.time.Duration;
import picocli.CommandLine.TypeConversionException;

/// Durations as people type them, the same as in engine files: `90s`, `20m`, `1h30m`.
final class Durations {
    private Durations() {}

    static Duration parse(String text) {
        return dev.stoker.engine.yaml.Durations.parse(text)
                .orElseThrow(() ->
                        new TypeConversionException(
                                "'%s' is no duration; write 90s, 20m or 1h30m".formatted(text)));
    }
}
