package dev.stoker.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/// The simulator as a child process of the test.
public final class ChildSimulator implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String LISTENING = "Starting vLLM server on http://127.0.0.1:";

    private final Process process;
    private final Thread reader;
    private final List<String> log = new CopyOnWriteArrayList<>();

    private ChildSimulator(Process process) {
        this.process = process;
        this.reader = Thread.startVirtualThread(this::read);
    }

    /// Starts one on any free port, serving the model `m`.
    public static ChildSimulator start(String... flags) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-cp",
                                Path.of("target", "classes").toString(),
                                "dev.stoker.simulator.Simulator",
                                "--port",
                                "0",
                                "--model",
                                "m"));
        command.addAll(List.of(flags));
        return new ChildSimulator(new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /// Waits until it listens.
    public int awaitPort() throws Exception {
        awaitLine("Application startup complete.");
        String line = awaitLine(LISTENING);
        String port = line.substring(line.indexOf(LISTENING) + LISTENING.length());
        return Integer.parseInt(port.split(" ", 2)[0]);
    }

    /// Waits for a line of its log and returns it.
    public String awaitLine(String phrase) throws Exception {
        return Eventually.becomes(
                        LIMIT,
                        () -> log.stream().filter(line -> line.contains(phrase)).findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    public int awaitExit() throws InterruptedException {
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("still alive after %s: %s".formatted(LIMIT, log));
        }
        reader.join();
        return process.exitValue();
    }

    public List<String> log() {
        return log;
    }

    public long pid() {
        return process.pid();
    }

    /// Sends TERM; by its handle, since the process would also lose its log.
    public void terminate() {
        process.toHandle().destroy();
    }

    /// Sends KILL.
    public void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        kill();
        process.onExit().join();
    }

    private void read() {
        try (BufferedReader lines = process.inputReader()) {
            lines.lines().forEach(log::add);
        } catch (IOException | java.io.UncheckedIOException e) {
            log.add("log ended: " + e.getMessage());
        }
    }
}
