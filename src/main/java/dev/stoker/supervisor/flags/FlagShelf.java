package dev.stoker.supervisor.flags;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Keeps flag lists on disk, one file for each kind and version of engine.
final class FlagShelf {
    private final Path directory;

    FlagShelf(Path directory) {
        this.directory = directory;
    }

    Optional<FlagList> of(String kind, String version) throws IOException {
        Path file = file(kind, version);
        return Files.isRegularFile(file)
                ? Optional.of(FlagList.ofLines(Files.readAllLines(file)))
                : Optional.empty();
    }

    void keep(String kind, String version, FlagList flags) throws IOException {
        Files.createDirectories(directory);
        Path part = Files.createTempFile(directory, kind, ".part");
        Files.write(part, flags.lines());
        Files.move(part, file(kind, version), StandardCopyOption.ATOMIC_MOVE);
    }

    /// The version that was kept last before this one.
    Optional<String> before(String kind, String version) throws IOException {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        String prefix = kind + "-";
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> others =
                    files.filter(file -> file.getFileName().toString().startsWith(prefix))
                            .filter(file -> file.toString().endsWith(".flags"))
                            .filter(file -> !file.equals(file(kind, version)))
                            .toList();
            return others.stream()
                    .max(Comparator.comparingLong(FlagShelf::written))
                    .map(file -> file.getFileName().toString())
                    .map(name ->
                            name.substring(prefix.length(), name.length() - ".flags".length()));
        }
    }

    private Path file(String kind, String version) {
        return directory.resolve(kind + "-" + version + ".flags");
    }

    private static long written(Path file) {
        return file.toFile().lastModified();
    }
}
