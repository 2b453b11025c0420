package dev.stoker.simulator;

import dev.stoker.simulator.http.HttpListener;
import dev.stoker.simulator.pace.Prefill;
import dev.stoker.simulator.pace.Slots;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.IntConsumer;

/// An engine without a GPU, for demonstrations, tests and benchmarks.
///
/// It speaks vLLM's HTTP, takes the time it is told to take, and fails on command; what it answers
/// says that it is simulated.
public final class Simulator implements AutoCloseable {
    /// As uvicorn, under vLLM, closes idle connections.
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(5);

    private final HttpListener listener;

    private Simulator(HttpListener listener) {
        this.listener = listener;
    }

    /// Runs until it is killed. Flags: `--port N`, `--model NAME` (more are aliases), `--startup
    /// 2s`, `--prefill-tokens-per-second N`, `--decode-tokens-per-second N`, `--max-running N`,
    /// `--context N`, `--answer-tokens N`, `--fault KIND[=N]`.
    public static void main(String... arguments) throws IOException, InterruptedException {
        SimulatorOptions options;
        try {
            options = SimulatorOptions.parse(List.of(arguments));
        } catch (IllegalArgumentException e) {
            System.err.println("simulator: error: " + e.getMessage());
            System.exit(2);
            return;
        }
        start(options, System.out, Runtime.getRuntime()::halt);
    }

    /// Starts up and listens.
    ///
    /// @param exit ends the process when a fault says so
    private static Simulator start(SimulatorOptions options, PrintStream log, IntConsumer exit)
            throws IOException, InterruptedException {
        StartUp startUp = new StartUp(options, log, exit);
        startUp.run();
        Slots slots = new Slots(options.pace().maxRunning());
        Prefill prefill = new Prefill(options.pace());
        Figures figures = new Figures(options, slots, prefill);
        TokenFaults faults = new TokenFaults(options.faults(), exit);
        Generator generator = new Generator(options, slots, prefill, figures, faults);
        Api api = new Api(options, generator, figures, InstantSource.system());
        Simulator simulator = new Simulator(HttpListener.open(options.port(), KEEP_ALIVE, api));
        startUp.listening(simulator.port());
        return simulator;
    }

    /// Starts a silent one inside this JVM; faults that end the process throw there instead.
    public static Simulator start(SimulatorOptions options)
            throws IOException, InterruptedException {
        return start(
                options,
                new PrintStream(OutputStream.nullOutputStream()),
                status -> {
                    throw new IllegalStateException("the engine ended with status " + status);
                });
    }

    public int port() {
        return listener.port();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
