package dev.stoker.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Genuine engines with real weights, brought by `engines/setup-cpu.sh` where Python is.
public final class GenuineEngines {
    private static final long MINUTES = 10;

    private GenuineEngines() {}

    /// The directory that holds llama-server and its model, set up if need be.
    public static Path llamaCpp() throws IOException, InterruptedException {
        return with("llama");
    }

    /// The directory that holds vLLM for processors and a model without weights as well.
    public static Path vllm() throws IOException, InterruptedException {
        return with("vllm");
    }

    /// The directory that holds SGLang and a model without weights.
    public static Path sglang() throws IOException, InterruptedException {
        return with("sglang");
    }

    private static Path with(String engine) throws IOException, InterruptedException {
        Path directory =
                Optional.ofNullable(System.getenv("STOKER_ENGINES"))
                        .map(Path::of)
                        .orElseGet(() ->
                                Path.of(System.getProperty("user.home"), ".cache/stoker/engines"));
        run(List.of("engines/setup-cpu.sh", directory.toString(), engine));
        return directory;
    }

    /// Runs a command to its end; its output goes to the test's.
    public static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError(command + " took over " + MINUTES + " minutes");
        }
        if (process.exitValue() != 0) {
            throw new AssertionError(command + " ended with " + process.exitValue());
        }
    }
}
