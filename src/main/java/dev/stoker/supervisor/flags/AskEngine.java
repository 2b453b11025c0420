package dev.stoker.supervisor.flags;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Asks the installed engine for its flags; vLLM takes some 10 s of processor time to tell.
final class AskEngine {
    private final Duration patience;

    AskEngine(Duration patience) {
        this.patience = patience;
    }

    /// @throws IOException where it does not start, does not end in time, or lists nothing
    FlagList flags(List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path answer = Files.createTempFile("stoker-flags", ".txt");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .redirectOutput(answer.toFile())
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .redirectInput(new File("/dev/null"));
            builder.environment().putAll(environment);
            // help texts are folded to the terminal's width, and choices with them
            builder.environment().put("COLUMNS", "1000");
            Process process = builder.start();
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
                throw new IOException(
                        "no list of flags within %s: %s".formatted(patience, command));
            }
            FlagList flags = FlagList.ofHelp(Files.readString(answer, StandardCharsets.UTF_8));
            if (flags.names().isEmpty()) {
                throw new IOException(
                        "no flag listed, exit code %d: %s".formatted(process.exitValue(), command));
            }
            return flags;
        } finally {
            Files.delete(answer);
        }
    }
}
