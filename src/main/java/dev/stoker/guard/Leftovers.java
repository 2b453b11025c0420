package dev.stoker.guard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The files by which an engine's processes talk to each other, which nobody removes when they are
/// killed: shared memory and semaphores, and whatever lies in the run's own scratch directory.
///
/// Shared memory has no owner on the machine. What goes is what this run's processes were seen to
/// map, that was not there before the run, and that no living process maps.
final class Leftovers {
    private final Path sharedMemory;
    private final Optional<Path> scratch;
    private final Set<Path> before;
    private final Set<Path> seen = ConcurrentHashMap.newKeySet(); // looked at by several threads

    /// @param sharedMemory where Linux keeps it: `/dev/shm`
    /// @param scratch the run's own directory for sockets and the like; goes with all its content
    Leftovers(Path sharedMemory, Optional<Path> scratch) {
        this.sharedMemory = sharedMemory;
        this.scratch = scratch;
        this.before = entries(sharedMemory);
    }

    /// Remembers what these processes share now.
    void look(Stream<ProcessHandle> processes) {
        processes.forEach(process -> seen.addAll(mapped(process.pid())));
    }

    /// To be called when no process of the run is left.
    ///
    /// @return how many files went
    int remove() {
        int removed = 0;
        seen.removeAll(before);
        if (!seen.isEmpty()) {
            seen.removeAll(mappedByAnyone());
        }
        for (Path orphan : seen) {
            removed += delete(orphan);
        }
        for (Path left : scratch.map(Leftovers::tree).orElse(List.of())) {
            int one = Files.isDirectory(left) ? 0 : 1;
            removed += delete(left) * one;
        }
        return removed;
    }

    private Set<Path> mappedByAnyone() {
        Set<Path> all = new HashSet<>();
        ProcessHandle.allProcesses().forEach(process -> all.addAll(mapped(process.pid())));
        return all;
    }

    /// A line of `maps` ends with the file; a file that was removed already says so behind its
    /// name.
    private Set<Path> mapped(long pid) {
        String directory = sharedMemory + "/";
        try (Stream<String> lines =
                Files.lines(Path.of("/proc/" + pid + "/maps"), StandardCharsets.ISO_8859_1)) {
            Set<Path> files = new HashSet<>();
            lines.filter(line -> line.contains(directory) && !line.endsWith(" (deleted)"))
                    .forEach(line -> files.add(Path.of(line.substring(line.indexOf(directory)))));
            return files;
        } catch (IOException | RuntimeException endedOrForeign) {
            return Set.of();
        }
    }

    private static Set<Path> entries(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return new HashSet<>(files.toList());
        } catch (IOException absent) {
            return Set.of();
        }
    }

    /// Deepest first.
    private static List<Path> tree(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.sorted(Comparator.reverseOrder()).toList();
        } catch (IOException | RuntimeException absent) {
            return List.of();
        }
    }

    private static int delete(Path file) {
        try {
            return Files.deleteIfExists(file) ? 1 : 0;
        } catch (IOException notOurs) {
            return 0;
        }
    }
}
