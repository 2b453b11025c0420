package dev.stoker.deploy.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One program of Kubernetes as a process of the test, ended with it.
///
/// @param log what it says
record Program(Process process, Path log) implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;

    static Program start(Path program, Path directory, List<String> options) throws IOException {
        Path log = directory.resolve(program.getFileName() + ".log");
        List<String> argv = new ArrayList<>(List.of(program.toString()));
        argv.addAll(options);
        Process process =
                new ProcessBuilder(argv)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new Program(process, log);
    }

    /// @throws IOException if it has ended, with its last words
    void expectRunning() throws IOException {
        if (!process.isAlive()) {
            List<String> words = Files.readAllLines(log);
            throw new IOException(
                    "ended with %d: %s"
                            .formatted(
                                    process.exitValue(),
                                    words.subList(Math.max(0, words.size() - 10), words.size())));
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
