package dev.stoker.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.StokerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `stoker top` as a shell and as a terminal see it.
class TopIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir private Path directory;

    @Test
    void aPipeGetsOnePlainPictureAndATerminalIsDrawnOnUntilItIsInterrupted() throws Exception {
        try (StokerProcess stoker =
                StokerProcess.start(directory, Path.of("yaml-configs/simulator.yaml"))) {
            String plain = plain(stoker);
            assertTrue(plain.contains("\nENGINE "), plain);
            assertTrue(plain.contains("\nsimulator "), plain);
            assertFalse(plain.contains("\033"), plain);

            Path typed = directory.resolve("typed");
            Process terminal = terminal(stoker, typed);
            Eventually.becomes(LIMIT, () -> drawn(typed), now -> now.split("ENGINE").length > 3);
            terminal.getOutputStream().write(3); // Ctrl-C, as a keyboard sends it
            terminal.getOutputStream().flush();

            assertTrue(terminal.waitFor(60, TimeUnit.SECONDS), "Ctrl-C did not end it");
            assertEquals(130, terminal.exitValue());
            assertTrue(drawn(typed).contains("\033[?1049h"), () -> drawn(typed));
            assertTrue(drawn(typed).contains("\033[?7h\033[?25h\033[?1049l"), () -> drawn(typed));
        }
    }

    private static String plain(StokerProcess stoker) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command(stoker)).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }

    /// Under `script`, which gives it a terminal of its own.
    private static Process terminal(StokerProcess stoker, Path typed) throws IOException {
        String command = String.join(" ", command(stoker)) + " --interval 200ms";
        return new ProcessBuilder("script", "-qefc", command, "/dev/null")
                .redirectErrorStream(true)
                .redirectOutput(typed.toFile())
                .start();
    }

    private static List<String> command(StokerProcess stoker) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar"));
        command.addAll(List.of("target/quarkus-app/quarkus-run.jar", "top", "--url"));
        command.add(stoker.management().toString());
        return command;
    }

    private static String drawn(Path typed) {
        try {
            return Files.readString(typed, UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
