package dev.stoker.guard;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The parent of one engine: starts it, and sees to it that nothing of it is left behind.
///
/// ```
/// java … dev.stoker.guard.Guard leader|group ARGV…
///
/// stdin   TERM, KILL: what to send; its end means that Stoker is gone: everything must end
/// stdout  the engine's own, both its outputs; the guard never touches it
/// stderr  started PID · failed ERRNO · exited code N · exited signal N · removed FILES · gone
/// ```
///
/// `STOKER_SCRATCH` in the environment names a directory of the run's own, which goes with it.
///
/// Every descendant that loses its parent becomes the guard's child, whichever group or session it
/// moved to. So "no child left to wait for" is the kernel's own proof that the engine is gone.
public final class Guard {
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final Duration FAREWELL = Duration.ofSeconds(5);
    private static final Duration TURN = Duration.ofMillis(250);
    private static final int RARE = 40; // turns
    private static final int CANNOT_EXECUTE = 126;

    private final boolean wholeGroup;
    private final int leader;
    private final Leftovers leftovers;
    private final CountDownLatch stokerLeft = new CountDownLatch(1);
    private volatile boolean toldToEnd;
    private volatile boolean gone;

    private Guard(boolean wholeGroup, int leader, Leftovers leftovers) {
        this.wholeGroup = wholeGroup;
        this.leader = leader;
        this.leftovers = leftovers;
    }

    public static void main(String[] arguments) throws InterruptedException {
        Posix.ignoreRequestsToEnd();
        Posix.startSession();
        Posix.becomeSubreaper();
        List<String> argv = List.of(arguments).subList(1, arguments.length);
        var leftovers =
                new Leftovers(
                        Path.of("/dev/shm"),
                        Optional.ofNullable(System.getenv("STOKER_SCRATCH")).map(Path::of));
        int leader = Posix.spawn(argv);
        Posix.leaveOutputToTheEngine();
        if (leader < 0) {
            leftovers.remove();
            report("failed " + -leader);
            Runtime.getRuntime().halt(CANNOT_EXECUTE);
        }
        report("started " + leader);
        boolean wholeGroup = arguments[0].equals("group");
        Runtime.getRuntime().halt(new Guard(wholeGroup, leader, leftovers).stand());
    }

    private int stand() throws InterruptedException {
        Thread.ofPlatform().daemon().name("commands").start(this::obey);
        Thread.ofPlatform().daemon().name("looks").start(this::keepLooking);
        int status = reapAll();
        gone = true;
        report("removed " + leftovers.remove());
        report("gone");
        stokerLeft.await(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
        return status;
    }

    private int reapAll() {
        int result = 0;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment status = arena.allocate(ValueLayout.JAVA_INT);
            for (int pid = Posix.awaitChild(status); pid > 0; pid = Posix.awaitChild(status)) {
                if (pid == leader) {
                    result = leaderEnded(status.get(ValueLayout.JAVA_INT, 0));
                }
            }
        }
        return result;
    }

    private int leaderEnded(int status) {
        int signal = status & 0x7f;
        int code = (status >> 8) & 0xff;
        report(signal == 0 ? "exited code " + code : "exited signal " + signal);
        // Workers told to end may still be giving their GPU memory back; after a crash nobody is.
        sweepAfter(toldToEnd ? GRACE : Duration.ZERO);
        return signal == 0 ? code : 128 + signal;
    }

    /// Soon after anything was shared on the machine, twice since it may be mapped a moment later,
    /// and rarely besides: an engine may be killed within a second of its first request, for which
    /// vLLM shares a quarter of a gigabyte.
    private void keepLooking() {
        boolean changed = true;
        for (long turn = 0; !gone; turn++) {
            LockSupport.parkNanos(TURN.toNanos());
            boolean again = changed;
            changed = leftovers.changed();
            if (changed || again || turn % RARE == 0) {
                look();
            }
        }
    }

    private void look() {
        leftovers.look(ProcessHandle.current().descendants());
    }

    private void obey() {
        try (var commands =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                switch (line) {
                    case "TERM" -> terminate();
                    case "KILL" -> sweepAfter(Duration.ZERO);
                    default -> report("unknown command: " + line);
                }
            }
        } catch (IOException broken) {
            report("commands broke off: " + broken.getMessage());
        }
        stokerLeft.countDown();
        if (!gone) {
            terminate();
            sweepAfter(GRACE);
        }
    }

    private void terminate() {
        toldToEnd = true;
        look();
        if (wholeGroup) {
            ProcessHandle.current().descendants().forEach(ProcessHandle::destroy);
            return;
        }
        ProcessHandle.of(leader).ifPresent(ProcessHandle::destroy);
    }

    private void sweepAfter(Duration grace) {
        Thread.ofPlatform().daemon().name("sweep").start(() -> sweep(grace));
    }

    private void sweep(Duration grace) {
        look();
        LockSupport.parkNanos(grace.toNanos());
        // Again and again: a process may have forked between the look and the signal.
        for (long pause = 10; !gone; pause = Math.min(2 * pause, 1000)) {
            ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pause));
        }
    }

    private static void report(String line) {
        System.err.println(line);
    }
}
