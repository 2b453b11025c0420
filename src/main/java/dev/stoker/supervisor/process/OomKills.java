package dev.stoker.supervisor.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// How many processes the kernel's out-of-memory killer has ended, on this machine or in this
/// container, as far as the kernel tells.
///
/// @param files in which a line `oom_kill N` is looked for, the nearest first
public record OomKills(List<Path> files) {
    private static final String COUNTER = "oom_kill ";

    public OomKills {
        files = List.copyOf(files);
    }

    /// Those of this container's control group, else of the machine.
    public static OomKills here() {
        return new OomKills(
                List.of(Path.of("/sys/fs/cgroup/memory.events"), Path.of("/proc/vmstat")));
    }

    /// The count since the container or the machine began; 0 where nobody tells.
    public long count() {
        return files.stream()
                .mapToLong(OomKills::in)
                .filter(count -> count >= 0)
                .findFirst()
                .orElse(0);
    }

    private static long in(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith(COUNTER))
                    .map(line -> line.substring(COUNTER.length()).strip())
                    .filter(count -> count.matches("\\d{1,18}"))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(-1);
        } catch (IOException unreadable) {
            return -1;
        }
    }
}
