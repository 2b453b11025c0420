package dev.stoker.testkit.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stoker.testkit.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A genuine browser without a window: the machine's, or one that is unpacked under `target`.
public final class Chromium implements AutoCloseable {
    private static final Path HOME = Path.of("target", "browser").toAbsolutePath();
    private static final Path FETCH = Path.of("src", "test", "browser", "fetch.sh");
    private static final Duration START = Duration.ofMinutes(2);

    private static final List<String> FLAGS =
            List.of(
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-dev-shm-usage",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--force-color-profile=srgb",
                    "--font-render-hinting=none",
                    "--remote-debugging-port=0");

    private final Process process;
    private final Path profile;
    private final DevTools devTools;

    private Chromium(Process process, Path profile, DevTools devTools) {
        this.process = process;
        this.profile = profile;
        this.devTools = devTools;
    }

    /// Fetches it where needed, starts it and waits until it can be told what to do.
    public static Chromium start() throws IOException, InterruptedException {
        Path program = fetch();
        Path profile = Files.createTempDirectory("stoker-browser-");
        ProcessBuilder command =
                new ProcessBuilder(program.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(profile.resolve("log").toFile());
        command.command().addAll(FLAGS);
        command.command().add("--user-data-dir=" + profile);
        if (program.startsWith(HOME)) {
            Path libraries = HOME.resolve("usr/lib/x86_64-linux-gnu");
            command.environment()
                    .put("LD_LIBRARY_PATH", libraries + ":" + libraries.resolve("pulseaudio"));
        }
        Process process = command.start();
        try {
            return new Chromium(process, profile, DevTools.connect(address(process, profile)));
        } catch (IOException | RuntimeException | AssertionError failure) {
            process.destroyForcibly();
            throw failure;
        }
    }

    private static Path fetch() throws IOException, InterruptedException {
        Process fetch =
                new ProcessBuilder(FETCH.toString(), HOME.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String told = new String(fetch.getInputStream().readAllBytes(), UTF_8).strip();
        assertEquals(0, fetch.waitFor(), "no browser could be fetched: see the output above");
        return Path.of(told);
    }

    private static URI address(Process process, Path profile) throws IOException {
        Path file = profile.resolve("DevToolsActivePort");
        List<String> lines =
                Eventually.becomes(
                        START,
                        () -> {
                            assertEquals(
                                    true,
                                    process.isAlive(),
                                    () -> "the browser ended:\n" + log(profile));
                            return Files.exists(file) ? Files.readAllLines(file) : List.of();
                        },
                        read -> read.size() > 1);
        return URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1));
    }

    private static String log(Path profile) {
        try {
            return Files.readString(profile.resolve("log"));
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    /// A tab of its own, with a session of its own.
    public Tab open(URI address) {
        return Tab.open(devTools, address);
    }

    @Override
    public void close() throws IOException {
        devTools.close();
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
        } catch (CompletionException tooLate) {
            process.destroyForcibly().onExit().join();
        }
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder()).forEach(Chromium::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
