package dev.stoker.guard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
    private static final int INODE = 4; // column of a line of maps

    private final Path sharedMemory;
    private final Optional<Path> scratch;
    private final Set<Long> before;
    private final Set<Long> seen = ConcurrentHashMap.newKeySet(); // looked at by several threads
    private FileTime change = FileTime.fromMillis(0);

    /// @param sharedMemory where Linux keeps it: `/dev/shm`
    /// @param scratch the run's own directory for sockets and the like; goes with all its content
    Leftovers(Path sharedMemory, Optional<Path> scratch) {
        this.sharedMemory = sharedMemory;
        this.scratch = scratch;
        this.before = new HashSet<>(entries().values());
    }

    /// Remembers what these processes share now.
    void look(Stream<ProcessHandle> processes) {
        processes.forEach(process -> seen.addAll(mapped(process.pid())));
    }

    /// Whether anybody began or ceased to share anything since the last call.
    boolean changed() {
        FileTime before = change;
        change = lastChange();
        return !change.equals(before);
    }

    private FileTime lastChange() {
        try {
            return Files.getLastModifiedTime(sharedMemory);
        } catch (IOException absent) {
            return FileTime.fromMillis(0);
        }
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
        for (Map.Entry<Path, Long> file : entries().entrySet()) {
            removed += seen.contains(file.getValue()) ? delete(file.getKey()) : 0;
        }
        for (Path left : scratch.map(Leftovers::tree).orElse(List.of())) {
            int one = Files.isDirectory(left) ? 0 : 1;
            removed += delete(left) * one;
        }
        return removed;
    }

    private Set<Long> mappedByAnyone() {
        Set<Long> all = new HashSet<>();
        ProcessHandle.allProcesses().forEach(process -> all.addAll(mapped(process.pid())));
        return all;
    }

    /// The inodes of what a process maps there. Names would not do: a semaphore is mapped under a
    /// first name, which is removed once it has its own.
    private Set<Long> mapped(long pid) {
        String directory = " " + sharedMemory + "/";
        try (Stream<String> lines =
                Files.lines(Path.of("/proc/" + pid + "/maps"), StandardCharsets.ISO_8859_1)) {
            Set<Long> inodes = new HashSet<>();
            lines.filter(line -> line.contains(directory))
                    .forEach(line -> inodes.add(Long.valueOf(line.split(" +", 6)[INODE])));
            return inodes;
        } catch (IOException | RuntimeException endedOrForeign) {
            return Set.of();
        }
    }

    /// What lies in shared memory now, with its inodes.
    private Map<Path, Long> entries() {
        Map<Path, Long> inodes = new HashMap<>();
        try (Stream<Path> files = Files.list(sharedMemory)) {
            for (Path file : files.toList()) {
                inodes.put(file, inode(file));
            }
        } catch (IOException absent) {
            return inodes;
        }
        return inodes;
    }

    private static long inode(Path file) {
        try {
            return (Long) Files.getAttribute(file, "unix:ino");
        } catch (IOException goneMeanwhile) {
            return -1;
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
