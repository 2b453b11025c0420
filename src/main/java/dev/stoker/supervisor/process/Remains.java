package dev.stoker.supervisor.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// What is left of a run whose guard may be dead: found in `/proc` by the engine's session, or by
/// the mark that every process of the run inherits in its environment.
///
/// @param mark unique to the run, `NAME=value`
/// @param session of the engine; -1 while unknown
record Remains(String mark, long session) {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    private static final int FIELDS_TO_SESSION = 3; // after the state: parent, group, session

    /// Kills until nothing is found, for at most that long.
    ///
    /// @return how many processes had to be killed; empty when some are still there
    Optional<Integer> killAll(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        int most = 0;
        List<ProcessHandle> left = find();
        while (!left.isEmpty()) {
            most = Math.max(most, left.size());
            left.forEach(ProcessHandle::destroyForcibly);
            if (System.nanoTime() > end) {
                return Optional.empty();
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_AGAIN.toMillis()));
            left = find();
        }
        return Optional.of(most);
    }

    /// The run's living processes.
    List<ProcessHandle> find() {
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            return entries.filter(entry -> isNumber(entry.getFileName().toString()))
                    .filter(this::isOurs)
                    .flatMap(entry -> handle(entry).stream())
                    .toList();
        } catch (IOException withoutProc) {
            return List.of();
        }
    }

    private boolean isOurs(Path process) {
        try {
            String[] stat = statAfterName(process);
            if (stat[0].equals("Z") || stat[0].equals("X")) {
                return false;
            }
            return Long.parseLong(stat[FIELDS_TO_SESSION]) == session || isMarked(process);
        } catch (IOException endedMeanwhile) {
            return false;
        }
    }

    private boolean isMarked(Path process) throws IOException {
        byte[] environment = Files.readAllBytes(process.resolve("environ"));
        return ("\0" + new String(environment, StandardCharsets.ISO_8859_1))
                .contains("\0" + mark + "\0");
    }

    /// The name, in parentheses, may hold anything, blanks and parentheses included.
    private static String[] statAfterName(Path process) throws IOException {
        String stat =
                new String(
                        Files.readAllBytes(process.resolve("stat")), StandardCharsets.ISO_8859_1);
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    }

    private static Optional<ProcessHandle> handle(Path process) {
        return ProcessHandle.of(Long.parseLong(process.getFileName().toString()));
    }

    private static boolean isNumber(String name) {
        return name.chars().allMatch(Character::isDigit);
    }
}
