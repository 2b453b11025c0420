package dev.stoker.app.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// How many clients may be connected at once, so that files are left for probes, the database and
/// the engines.
///
/// @param limit how many files the process may have open
public record OpenFiles(int limit) {
    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final Pattern SOFT = Pattern.compile("Max open files\\s+(\\d+)\\s.*");

    /// A service with an engine and a database has some 230 open when nobody asks.
    private static final int RESERVE = 512;

    /// A client's connection and that to its engine.
    private static final int OF_A_CLIENT = 2;

    /// Of this process; empty where there is no limit, or none can be found.
    public static OptionalInt connections() {
        try (Stream<String> lines = Files.lines(LIMITS)) {
            return lines.map(SOFT::matcher)
                    .filter(Matcher::matches)
                    .map(found -> new OpenFiles(Integer.parseInt(found.group(1))))
                    .mapToInt(OpenFiles::clients)
                    .findFirst();
        } catch (IOException | NumberFormatException unknown) {
            return OptionalInt.empty();
        }
    }

    /// At least one, however few files there are.
    int clients() {
        int reserve = Math.min(RESERVE, limit / 2);
        return Math.max(1, (limit - reserve) / OF_A_CLIENT);
    }
}
