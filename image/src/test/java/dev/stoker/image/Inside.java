package dev.stoker.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the kernel tells of a process.
///
/// @param folder of the process in `/proc`
record Inside(Path folder) {
    static Inside of(long process) {
        return new Inside(Path.of("/proc", String.valueOf(process)));
    }

    /// On whose behalf it acts: real, effective, saved, and for files.
    Set<String> users() throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve("status"))) {
            String users = lines.filter(line -> line.startsWith("Uid:")).findFirst().orElseThrow();
            return new TreeSet<>(List.of(users.substring(4).strip().split("\\s+")));
        }
    }

    /// Programs and libraries in its memory that come from elsewhere.
    Set<String> filesOutsideOf(Path root) throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve("maps"))) {
            return lines.filter(line -> line.contains(" r-xp "))
                    .map(line -> line.split("\\s+", 6)[5])
                    .filter(file -> file.startsWith("/"))
                    .filter(file -> !Path.of(file).startsWith(root))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /// How its `/` is mounted.
    List<String> optionsOfTheRoot() throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve("mountinfo"))) {
            return lines.map(line -> line.split(" "))
                    .filter(mount -> mount[4].equals("/"))
                    .map(mount -> List.of(mount[5].split(",")))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
