package dev.stoker.testkit;

import dev.stoker.supervisor.process.EngineProcess;
import dev.stoker.supervisor.process.ProcessLauncher;
import dev.stoker.supervisor.process.ProcessWatcher;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Launches scripted processes and remembers them.
public final class ScriptedLauncher implements ProcessLauncher {
    private final List<ScriptedProcess> launched = new CopyOnWriteArrayList<>();
    private volatile boolean refuses;

    @Override
    public EngineProcess launch(Launch launch, ProcessWatcher watcher) throws IOException {
        if (refuses) {
            throw new IOException("no space left on device");
        }
        var process = new ScriptedProcess(launch, watcher);
        launched.add(process);
        return process;
    }

    public void refuse() {
        refuses = true;
    }

    /// All that were launched so far end when they are told to.
    public void obey() {
        launched.forEach(ScriptedProcess::obeys);
    }

    public int launches() {
        return launched.size();
    }

    /// The process of that engine's latest run.
    public ScriptedProcess latest(String engine) {
        return launched.reversed().stream()
                .filter(process -> process.launch().engine().equals(engine))
                .findFirst()
                .orElseThrow();
    }

    /// The process of that run, once it was launched.
    public ScriptedProcess run(int number) {
        Eventually.holds(() -> launched.size() >= number);
        return launched.get(number - 1);
    }
}
