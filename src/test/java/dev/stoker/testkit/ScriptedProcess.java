package dev.stoker.testkit;

import dev.stoker.supervisor.process.EngineProcess;
import dev.stoker.supervisor.process.Exit;
import dev.stoker.supervisor.process.ProcessLauncher;
import dev.stoker.supervisor.process.ProcessWatcher;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/// A process that does what a test tells it to.
public final class ScriptedProcess implements EngineProcess {
    public static final long PID = 4711;

    private final ProcessLauncher.Launch launch;
    private final ProcessWatcher watcher;
    private final List<String> orders = new CopyOnWriteArrayList<>();
    private volatile boolean obedient;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final List<String> log = new CopyOnWriteArrayList<>();

    ScriptedProcess(ProcessLauncher.Launch launch, ProcessWatcher watcher) {
        this.launch = launch;
        this.watcher = watcher;
    }

    @Override
    public OptionalLong pid() {
        return OptionalLong.of(PID);
    }

    @Override
    public void terminate() {
        orders.add("TERM");
        if (obedient) {
            obey();
        }
    }

    private void obey() {
        if (ended.compareAndSet(false, true)) {
            exits(0);
        }
    }

    @Override
    public void kill() {
        orders.add("KILL");
    }

    @Override
    public List<String> log() {
        return List.copyOf(log);
    }

    public ProcessLauncher.Launch launch() {
        return launch;
    }

    /// What it was told, in order.
    public List<String> orders() {
        return orders;
    }

    /// Ends when it is told to, from now on; at once if it was told before.
    public void obeys() {
        obedient = true;
        if (!orders.isEmpty()) {
            obey();
        }
    }

    public void prints(String line) {
        log.add(line);
        watcher.line(line);
    }

    /// Ends at once, and nothing of it is left.
    public void exits(int code) {
        ended.set(true);
        watcher.exited(new Exit.Code(code));
        watcher.gone(new ProcessWatcher.Remnants(0, 0));
    }

    /// Ends, and leaves something behind.
    public void exitsLeavingWorkers(int code) {
        ended.set(true);
        watcher.exited(new Exit.Code(code));
    }

    public void workersAreGone() {
        watcher.gone(new ProcessWatcher.Remnants(0, 0));
    }
}
