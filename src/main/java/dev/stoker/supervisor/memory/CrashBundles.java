package dev.stoker.supervisor.memory;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The newest crashes, one text file each: what happened, the command, the last lines of output.
///
/// A full disk must not stop a restart, so trouble is logged and passed over. Several engines may
/// crash at once, so one at a time writes.
public final class CrashBundles {
    private static final System.Logger LOG = System.getLogger("dev.stoker.supervisor");
    private static final int KEPT = 10;
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Path directory;

    /// One crash.
    ///
    /// @param facts by name, in the order to show them, without secrets
    /// @param sections lines under their titles, in the order to show them, without secrets
    public record Bundle(
            String engine,
            long run,
            Instant at,
            Map<String, String> facts,
            Map<String, List<String>> sections) {

        /// The same with one more section.
        public Bundle with(String title, List<String> lines) {
            Map<String, List<String>> more = new LinkedHashMap<>(sections);
            more.put(title, List.copyOf(lines));
            return new Bundle(engine, run, at, facts, more);
        }
    }

    public CrashBundles(Path stateDirectory) {
        this.directory = stateDirectory.resolve("crashes");
    }

    /// Keeps this bundle and drops the oldest beyond ten.
    public synchronized void keep(Bundle bundle) {
        String name =
                "%s-%s-run%d.txt"
                        .formatted(STAMP.format(bundle.at()), bundle.engine(), bundle.run());
        try {
            PrivateDirectory.make(directory);
            Path part = directory.resolve(name + ".part");
            Files.writeString(part, text(bundle));
            // whoever lists bundles finds whole ones
            Files.move(part, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            for (String old : names().stream().skip(KEPT).toList()) {
                Files.deleteIfExists(directory.resolve(old));
            }
        } catch (IOException notKept) {
            LOG.log(Level.WARNING, "crash bundle was not kept file=" + name, notKept);
        }
    }

    /// File names, newest first.
    public List<String> names() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".txt"))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException unreadable) {
            LOG.log(Level.WARNING, "crash bundles were not listed in " + directory, unreadable);
            return List.of();
        }
    }

    /// The text of one bundle; empty for a name that `names` does not list.
    public Optional<String> read(String name) throws IOException {
        return names().contains(name)
                ? Optional.of(Files.readString(directory.resolve(name)))
                : Optional.empty();
    }

    private static String text(Bundle bundle) {
        var text = new StringBuilder();
        text.append(
                "engine: %s%nrun: %d%nat: %s%n"
                        .formatted(bundle.engine(), bundle.run(), bundle.at()));
        bundle.facts()
                .forEach(
                        (name, value) -> text.append(name).append(": ").append(value).append('\n'));
        bundle.sections()
                .forEach((title, lines) -> {
                    text.append('\n').append(title).append(":\n");
                    lines.forEach(line -> text.append(line).append('\n'));
                });
        return text.toString();
    }
}
