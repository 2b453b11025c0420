package dev.stoker.supervisor.memory;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How long earlier starts of an engine took, so that clients can be told when to come back.
///
/// One line for each engine and command line, the last five starts in milliseconds. Losing the file
/// costs nothing but the estimates, so trouble with it is logged and passed over. Supervisors of
/// several engines share it, so one at a time reads or writes.
public final class StartHistory {
    private static final System.Logger LOG = System.getLogger("dev.stoker.supervisor");
    private static final int REMEMBERED = 5;

    private final Path file;

    public StartHistory(Path stateDirectory) {
        this.file = stateDirectory.resolve("start-times.properties");
    }

    /// The median of the last starts.
    ///
    /// @param key the engine and its flags
    public synchronized StartEstimate estimate(String key) {
        List<Long> times = times(load().getProperty(key, "")).stream().sorted().toList();
        return new StartEstimate(
                key,
                times.isEmpty()
                        ? Optional.empty()
                        : Optional.of(Duration.ofMillis(times.get(times.size() / 2))));
    }

    /// Remembers one more start.
    public synchronized void remember(String key, Duration took) {
        Properties all = load();
        List<Long> times =
                Stream.concat(times(all.getProperty(key, "")).stream(), Stream.of(took.toMillis()))
                        .toList();
        all.setProperty(
                key,
                times.stream()
                        .skip(Math.max(0, times.size() - REMEMBERED))
                        .map(String::valueOf)
                        .collect(Collectors.joining(",")));
        store(all);
    }

    private Properties load() {
        var all = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                all.load(reader);
            } catch (IOException | IllegalArgumentException unreadable) {
                LOG.log(Level.WARNING, "start times were not read file=" + file, unreadable);
            }
        }
        return all;
    }

    private void store(Properties all) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (Writer writer = Files.newBufferedWriter(part, StandardCharsets.UTF_8)) {
                all.store(writer, "milliseconds of the last starts");
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException notKept) {
            LOG.log(Level.WARNING, "start time was not kept file=" + file, notKept);
        }
    }

    private static List<Long> times(String line) {
        return Arrays.stream(line.split(",", -1))
                .filter(time -> time.matches("\\d{1,12}"))
                .map(Long::valueOf)
                .toList();
    }
}
