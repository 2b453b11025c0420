package dev.stoker.e2e.genuine;

import static dev.stoker.testkit.Eventually.becomes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Files in memory by which the processes of an engine talk.
final class Leftovers {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private Leftovers() {}

    /// What is there now.
    static Set<Path> shared() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/dev/shm"))) {
            return files.filter(file ->
                            file.getFileName().toString().matches("(psm_|sem\\.|sglang_).*"))
                    .collect(Collectors.toSet());
        }
    }

    /// Fails if files that came since then stay, and nobody uses them. Those of others that run on
    /// the same machine come and go meanwhile.
    static void goneSince(Set<Path> before) throws IOException {
        becomes(LIMIT, () -> unusedSince(before), Set::isEmpty);
    }

    private static Set<Path> unusedSince(Set<Path> before) throws IOException {
        String used =
                ProcessHandle.allProcesses().map(Leftovers::maps).collect(Collectors.joining());
        return shared().stream()
                .filter(file -> !before.contains(file) && !used.contains(file.toString()))
                .collect(Collectors.toSet());
    }

    private static String maps(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/maps"));
        } catch (IOException gone) {
            return "";
        }
    }
}
