package dev.stoker.testkit;

import dev.stoker.supervisor.process.Exit;
import dev.stoker.supervisor.process.ProcessWatcher;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// Remembers what it was told of a run.
public final class RecordedRun implements ProcessWatcher {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private volatile Optional<Exit> exit = Optional.empty();
    private volatile Optional<Remnants> remnants = Optional.empty();

    @Override
    public void line(String line) {
        lines.add(line);
    }

    @Override
    public void exited(Exit how) {
        exit = Optional.of(how);
    }

    @Override
    public void gone(Remnants found) {
        remnants = Optional.of(found);
    }

    public List<String> lines() {
        return lines;
    }

    public Optional<Exit> exit() {
        return exit;
    }

    public boolean isGone() {
        return remnants.isPresent();
    }

    /// What had to be cleared away; empty while the run is not gone.
    public Optional<Remnants> remnants() {
        return remnants;
    }

    /// The number in the line `NAME=NUMBER`, by which scripts tell the ids of their processes.
    public long pid(String name) {
        return Long.parseLong(
                Eventually.becomes(Duration.ofSeconds(30), () -> find(name), Optional::isPresent)
                        .orElseThrow());
    }

    private Optional<String> find(String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1))
                .findFirst();
    }
}
