package dev.stoker.deploy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// One run of a program of the machine, to its end.
public record Command(int status, String output, String errors) {
    private static final int DEADLINE_SECONDS = 60;

    public static boolean exists(String program) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .map(directory -> Path.of(directory, program))
                .anyMatch(Files::isExecutable);
    }

    public static Command run(String... argv) throws IOException, InterruptedException {
        return run(List.of(argv), Map.of());
    }

    /// @param environment set besides the test's own
    public static Command run(List<String> argv, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("command", ".out");
        Path errors = Files.createTempFile("command", ".err");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(argv)
                            .redirectOutput(output.toFile())
                            .redirectError(errors.toFile());
            builder.environment().putAll(environment);
            return finish(builder.start(), output, errors);
        } finally {
            Files.delete(output);
            Files.delete(errors);
        }
    }

    private static Command finish(Process process, Path output, Path errors)
            throws IOException, InterruptedException {
        if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("still running after %d s".formatted(DEADLINE_SECONDS));
        }
        return new Command(
                process.exitValue(),
                Files.readString(output, StandardCharsets.UTF_8),
                Files.readString(errors, StandardCharsets.UTF_8));
    }
}
