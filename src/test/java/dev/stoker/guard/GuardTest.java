package dev.stoker.guard;

import static dev.stoker.testkit.Eventually.becomes;
import static dev.stoker.testkit.Eventually.holds;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.supervisor.process.GuardedLauncher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the guard does when the one who started it is gone without a word.
class GuardTest {
    private static final Path CLASSES = Path.of("target/classes").toAbsolutePath();
    private static final Path TEST_CLASSES = Path.of("target/test-classes").toAbsolutePath();

    @TempDir private Path directory;

    @Test
    void nothingOutlivesAStokerThatWasKilled() throws Exception {
        Process stoker = stoker("trap '' TERM; sleep 60 & setsid sleep 60 & READY; wait");

        stoker.destroyForcibly().waitFor();

        becomes(Duration.ofSeconds(5), this::marked, List::isEmpty);
    }

    @Test
    void anEngineThatEndsWhenToldIsNotKilledAfterStokersDeath() throws Exception {
        Path sign = directory.resolve("ended-by-itself");
        Process stoker = stoker("trap 'touch " + sign + "; exit 0' TERM; sleep 60 & READY; wait");

        stoker.destroyForcibly().waitFor();

        becomes(Duration.ofSeconds(5), this::marked, List::isEmpty);
        assertTrue(Files.exists(sign));
    }

    /// Another JVM, whose only child is a guard with that engine.
    private Process stoker(String script) throws IOException {
        List<String> argv = new ArrayList<>();
        argv.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        argv.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
        argv.add(TEST_CLASSES.toString());
        argv.add(ShortLivedStoker.class.getName());
        argv.addAll(GuardedLauncher.javaGuard(CLASSES));
        Path ready = directory.resolve("ready");
        argv.addAll(List.of("group", "sh", "-c", script.replace("READY", "touch " + ready)));
        var builder = new ProcessBuilder(argv);
        builder.environment().put("GUARD_TEST", directory.toString());
        Process stoker = builder.start();
        holds(() -> Files.exists(ready));
        return stoker;
    }

    /// The ids of all living processes that inherited this test's mark.
    private List<String> marked() {
        List<String> found = new ArrayList<>();
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (isMarked(process)) {
                    found.add(process.getFileName().toString());
                }
            }
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return found;
    }

    private boolean isMarked(Path process) {
        try {
            return Files.readString(
                            process.resolve("environ"),
                            java.nio.charset.StandardCharsets.ISO_8859_1)
                    .contains("GUARD_TEST=" + directory + "\0");
        } catch (IOException goneOrForeign) {
            return false;
        }
    }
}
