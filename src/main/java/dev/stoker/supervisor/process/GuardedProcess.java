package dev.stoker.supervisor.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;

/// One engine behind its guard: its output on one pipe, the guard's reports on another, orders on a
/// third.
final class GuardedProcess implements EngineProcess {
    private static final Logger LOG = System.getLogger("dev.stoker.supervisor");
    private static final Duration LAST_WORDS = Duration.ofMillis(30);
    private static final Duration END_OF_OUTPUT = Duration.ofSeconds(1);
    private static final Duration SWEEP = Duration.ofSeconds(30);
    private static final int LONGEST_REPORT = 128;
    private static final int NO_SUCH_FILE = 2;
    private static final int NOT_PERMITTED = 13;

    private final Process guard;
    private final ProcessLauncher.Launch launch;
    private final String mark;
    private final ProcessWatcher watcher;
    private final Secrets secrets;
    private final LogTail log;
    private final AtomicBoolean killed = new AtomicBoolean();
    private volatile long leader = -1;
    private int removed; // files; the guard's reader's own

    private GuardedProcess(
            Process guard, ProcessLauncher.Launch launch, String mark, ProcessWatcher watcher) {
        this.guard = guard;
        this.launch = launch;
        this.mark = mark;
        this.watcher = watcher;
        this.secrets = Secrets.of(launch.command());
        this.log = new LogTail(line -> watcher.line(secrets.mask(line)));
    }

    static GuardedProcess watched(
            Process guard, ProcessLauncher.Launch launch, String mark, ProcessWatcher watcher) {
        var process = new GuardedProcess(guard, launch, mark, watcher);
        String name = launch.engine() + "-" + launch.run();
        reader("log-" + name).start(process::readLog);
        reader("guard-" + name).start(process::followGuard);
        return process;
    }

    /// A read from a pipe holds the thread that carries it. Where two of each engine hold carriers
    /// of virtual threads, whoever else is to run is looked for in the queues of them all.
    private static Thread.Builder reader(String name) {
        return Thread.ofPlatform().daemon().name(name);
    }

    @Override
    public OptionalLong pid() {
        return leader < 0 ? OptionalLong.empty() : OptionalLong.of(leader);
    }

    @Override
    public void terminate() {
        order("TERM");
    }

    /// The first time by the guard. Whoever has to ask again cannot trust the guard any more.
    @Override
    public void kill() {
        if (killed.compareAndSet(false, true) && order("KILL")) {
            return;
        }
        guard.destroyForcibly();
    }

    @Override
    public List<String> log() {
        return log.lines().stream().map(secrets::mask).toList();
    }

    private void readLog() {
        log.readAll(guard.getInputStream());
    }

    private void followGuard() {
        Optional<Exit> exit = Optional.empty();
        try (BufferedReader reports =
                new BufferedReader(
                        new InputStreamReader(guard.getErrorStream(), StandardCharsets.UTF_8),
                        LONGEST_REPORT)) {
            String report = reports.readLine();
            for (; report != null && !report.equals("gone"); report = reports.readLine()) {
                Optional<Exit> told = understand(report);
                if (told.isPresent() && exit.isEmpty()) {
                    exit = told;
                    log.awaitEnd(LAST_WORDS);
                    watcher.exited(told.get());
                }
            }
        } catch (IOException brokenOff) {
            LOG.log(Level.DEBUG, "guard broke off", brokenOff);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        end(exit);
    }

    private Optional<Exit> understand(String report) {
        String[] words = report.split(" ", -1);
        switch (words[0]) {
            case "started" -> leader = Long.parseLong(words[1]);
            case "removed" -> removed = Integer.parseInt(words[1]);
            case "failed" -> {
                return Optional.of(notStarted(Integer.parseInt(words[1])));
            }
            case "exited" -> {
                int number = Integer.parseInt(words[2]);
                return Optional.of(
                        words[1].equals("code") ? new Exit.Code(number) : new Exit.Signal(number));
            }
            default -> LOG.log(Level.DEBUG, "guard said engine=" + launch.engine() + ": " + report);
        }
        return Optional.empty();
    }

    private void end(Optional<Exit> exit) {
        try {
            log.awaitEnd(END_OF_OUTPUT);
            guard.getOutputStream().close(); // the guard waits for this
        } catch (IOException alreadyClosed) {
            LOG.log(Level.TRACE, "guard was gone", alreadyClosed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        if (exit.isEmpty()) {
            watcher.exited(
                    new Exit.Unseen(
                            "its guard was killed: exit code "
                                    + guard.onExit().join().exitValue()));
        }
        guard.onExit().join();
        watcher.gone(new ProcessWatcher.Remnants(proveGone(), removed));
    }

    private int proveGone() {
        var remains = new Remains(mark, leader);
        Optional<Integer> swept = remains.killAll(SWEEP);
        while (swept.isEmpty()) {
            LOG.log(
                    Level.ERROR,
                    "engine processes could not be killed engine=%s run=%d left=%s"
                            .formatted(launch.engine(), launch.run(), remains.find()));
            swept = remains.killAll(SWEEP);
        }
        LOG.log(
                Level.INFO,
                "engine processes gone engine=%s run=%d escaped=%d files-removed=%d"
                        .formatted(launch.engine(), launch.run(), swept.get(), removed));
        return swept.get();
    }

    private boolean order(String order) {
        try {
            OutputStream orders = guard.getOutputStream();
            orders.write((order + "\n").getBytes(StandardCharsets.US_ASCII));
            orders.flush();
            return true;
        } catch (IOException guardIsGone) {
            return false;
        }
    }

    private Exit notStarted(int error) {
        String reason =
                switch (error) {
                    case NO_SUCH_FILE -> "no such file";
                    case NOT_PERMITTED -> "permission denied";
                    default -> "error " + error;
                };
        return new Exit.NotStarted(launch.command().argv().getFirst(), reason);
    }
}
