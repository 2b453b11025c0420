package dev.stoker.testkit;

import dev.stoker.simulator.Simulator;
import dev.stoker.simulator.SimulatorOptions;
import java.io.IOException;
import java.util.List;

/// Simulated engines inside the JVM of the test.
public final class Simulators {
    private Simulators() {}

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
