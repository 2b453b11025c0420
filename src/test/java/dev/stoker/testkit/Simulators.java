package dev.stoker.testkit;

import dev.stoker.simulator.Simulator;
import dev.stoker.simulator.SimulatorOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Simulated engines, inside the JVM of the test or described for a service of its own.
public final class Simulators {
    private Simulators() {}

    /// Writes the file of an engine `simulator`, for a packaged service.
    ///
    /// @param served the name of its model
    /// @param args as in a file, one a line: `max-running: 4`
    public static Path file(Path directory, String served, String... args) throws IOException {
        String head =
                """
                name: simulator
                engine: simulator
                model:
                  path: simulated
                  served-names: [%s]
                args:
                """
                        .formatted(served);
        return Files.writeString(
                directory.resolve("engine.yaml"), head + "  " + String.join("\n  ", args) + "\n");
    }

    /// Starts one on any free port, serving the model `m` under its alias `llm` as well.
    ///
    /// @param flags as on its command line
    public static Simulator start(String flags) {
        String line = ("--port 0 --model m --model llm " + flags).strip();
        try {
            return Simulator.start(SimulatorOptions.parse(List.of(line.split(" "))));
        } catch (IOException e) {
            throw new IllegalStateException("the simulator did not start: " + line, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during: " + line, e);
        }
    }
}
