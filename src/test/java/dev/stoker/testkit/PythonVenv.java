package dev.stoker.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A Python environment under `target` with the packages of `src/test/python/requirements.txt`.
public final class PythonVenv {
    private static final Path SCRIPTS = Path.of("src", "test", "python");
    private static final Path HOME = Path.of("target", "python");
    private static final Path REQUIREMENTS = SCRIPTS.resolve("requirements.txt");
    private static final Path DONE = HOME.resolve("done");
    private static final int MINUTES = 5;

    private PythonVenv() {}

    /// Whether this machine has a Python to make one with.
    public static boolean isPossible() {
        try {
            Process version =
                    new ProcessBuilder("python3", "-c", "import venv, ensurepip")
                            .redirectErrorStream(true)
                            .start();
            return version.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Makes the environment, unless an earlier run did from the same requirements.
    public static PythonVenv make() throws IOException, InterruptedException {
        if (!Files.exists(DONE) || Files.mismatch(DONE, REQUIREMENTS) >= 0) {
            must(List.of("python3", "-m", "venv", HOME.toString()));
            must(
                    List.of(
                            HOME.resolve("bin").resolve("pip").toString(),
                            "install",
                            "--quiet",
                            "--disable-pip-version-check",
                            "--requirement",
                            REQUIREMENTS.toString()));
            Files.copy(REQUIREMENTS, DONE, StandardCopyOption.REPLACE_EXISTING);
        }
        return new PythonVenv();
    }

    /// How a script ended.
    ///
    /// @param status 0 where it found nothing wrong; -1 where it had to be given up
    /// @param output of both kinds
    public record Ended(int status, String output) {}

    /// Runs a script to its end.
    public Ended run(String script, String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                HOME.resolve("bin").resolve("python").toString(),
                                SCRIPTS.resolve(script).toString()));
        command.addAll(List.of(arguments));
        return run(command);
    }

    private static void must(List<String> command) throws IOException, InterruptedException {
        Ended ended = run(command);
        assertEquals(0, ended.status(), () -> command + ":\n" + ended.output());
    }

    private static Ended run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
        return new Ended(ended ? process.exitValue() : -1, output);
    }
}
