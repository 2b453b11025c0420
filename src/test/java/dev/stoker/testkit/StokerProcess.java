package dev.stoker.testkit;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The packaged service as a child process, on free ports, with a state directory of its own.
public final class StokerProcess implements AutoCloseable {
    private static final Path PACKAGE = Path.of("target/quarkus-app/quarkus-run.jar");
    private static final Pattern LISTENING =
            Pattern.compile(
                    "Listening on: (https?://\\S+?)\\. Management interface listening on (https?://\\S+?)\\.\\s");

    private final Process process;
    private final Path log;
    private final URI url;
    private final URI management;

    private StokerProcess(Process process, Path log, URI url, URI management) {
        this.process = process;
        this.log = log;
        this.url = url;
        this.management = management;
    }

    /// Starts `stoker serve` with these settings and waits until it listens.
    public static StokerProcess start(Path state, Path engineFile, String... settings)
            throws Exception {
        return new Launch(Map.of(), 0).start(state, engineFile, settings);
    }

    /// A launch with one more variable in its environment.
    public static Launch with(String variable, String value) {
        return new Launch(Map.of(variable, value), 0);
    }

    /// A launch where an earlier one was found.
    public static Launch onPort(int port) {
        return new Launch(Map.of(), port);
    }

    /// A launch of a process that may have so many files open.
    public static Launch withOpenFiles(int limit) {
        return new Launch(Map.of(), 0, limit);
    }

    /// A launch to come.
    ///
    /// @param port of the public door; 0 takes any free one
    /// @param openFiles that it may have; 0 for what this process may
    public record Launch(Map<String, String> environment, int port, int openFiles) {
        public Launch(Map<String, String> environment, int port) {
            this(environment, port, 0);
        }

        public StokerProcess start(Path state, Path engineFile, String... settings)
                throws Exception {
            return launch(this, state, engineFile, settings);
        }
    }

    private static StokerProcess launch(
            Launch launch, Path state, Path engineFile, String... settings) throws Exception {
        Files.createDirectories(state);
        Path log = Files.createTempFile(state, "stoker-", ".log");
        List<String> command = new ArrayList<>();
        if (launch.openFiles() > 0) {
            String limited = "ulimit -n " + launch.openFiles() + " && exec \"$@\"";
            command.addAll(List.of("sh", "-c", limited, "sh"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        for (String setting : settings) {
            command.add("-D" + setting);
        }
        command.addAll(List.of("-jar", PACKAGE.toString(), "serve"));
        command.addAll(
                List.of("--port", Integer.toString(launch.port()), "--management-port", "0"));
        command.addAll(List.of("--engine", engineFile.toString(), "--state", state.toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(launch.environment());
        Process process = builder.start();
        Matcher addresses = awaitListening(process, log);
        return new StokerProcess(
                process, log, URI.create(addresses.group(1)), URI.create(addresses.group(2)));
    }

    public URI url() {
        return url;
    }

    public URI management() {
        return management;
    }

    public String log() throws IOException {
        return Files.readString(log, StandardCharsets.UTF_8);
    }

    /// The engine itself: the youngest generation of processes, below its guard.
    public ProcessHandle engine(String commandPart) throws Exception {
        return Eventually.becomes(
                        Duration.ofSeconds(20),
                        () ->
                                process.descendants()
                                        .filter(child -> child.children().findAny().isEmpty())
                                        .filter(child -> commandLine(child).contains(commandPart))
                                        .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /// Every process below Stoker now.
    public List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    /// As the host would: no goodbye.
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// SIGTERM, without waiting for what comes of it.
    public void askToEnd() {
        process.destroy();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /// A polite stop; fails when it takes longer than the limit.
    public int terminate(Duration limit) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("still running " + limit + " after SIGTERM");
        }
        return process.exitValue();
    }

    /// Waits for an end that nobody asked for, and fails with it.
    public void awaitExit() throws IOException, InterruptedException {
        process.waitFor(30, TimeUnit.SECONDS);
        throw new AssertionError("Stoker ended with " + process.exitValue() + ":\n" + log());
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        endDatabase();
    }

    /// One that was killed leaves its database to its next start, which need not come.
    private void endDatabase() {
        try (Stream<String> lines = Files.lines(log.resolveSibling("database/postmaster.pid"))) {
            lines.findFirst()
                    .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid.strip())))
                    .filter(server -> server.info().command().orElse("").endsWith("postgres"))
                    .ifPresent(server -> {
                        server.destroy();
                        server.onExit().orTimeout(30, TimeUnit.SECONDS).join();
                    });
        } catch (IOException none) {
            // it ended its database itself
        }
    }

    private static Matcher awaitListening(Process process, Path log) throws IOException {
        return Eventually.becomes(
                Duration.ofSeconds(60),
                () -> {
                    String text = Files.readString(log, StandardCharsets.UTF_8);
                    Matcher addresses = LISTENING.matcher(text);
                    if (!addresses.find() && !process.isAlive()) {
                        throw new AssertionError(
                                "Stoker ended with " + process.exitValue() + ":\n" + text);
                    }
                    return addresses;
                },
                Matcher::hasMatch);
    }

    private static String commandLine(ProcessHandle child) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(child.pid()), "cmdline"))
                    .replace('\0', ' ');
        } catch (IOException gone) {
            return "";
        }
    }
}
