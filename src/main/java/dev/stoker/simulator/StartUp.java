package dev.stoker.simulator;

import dev.stoker.simulator.pace.Deadline;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.IntConsumer;

/// The time before an engine answers: phases that log what vLLM logs, and the faults of that time.
final class StartUp {
    private final SimulatorOptions options;
    private final PrintStream log;
    private final IntConsumer exit;

    StartUp(SimulatorOptions options, PrintStream log, IntConsumer exit) {
        this.options = options;
        this.log = log;
        this.exit = exit;
    }

    /// Returns when the engine may listen.
    void run() throws InterruptedException, IOException {
        long begin = System.nanoTime();
        long whole = duration().toNanos();
        for (Fault fault : options.faults()) {
            prepare(fault);
        }
        info("Starting to load model %s...".formatted(options.model().name()));
        Deadline.await(begin + whole * 6 / 10);
        for (Fault fault : options.faults()) {
            failAtLoad(fault);
        }
        info("Loading weights took %.2f seconds".formatted(whole * 0.6e-9));
        info("Model loading took 0.00 GiB memory and %.6f seconds".formatted(whole * 0.6e-9));
        Deadline.await(begin + whole * 8 / 10);
        info("Available KV cache memory: 0.00 GiB");
        Deadline.await(begin + whole);
        info("Graph capturing finished in %.0f secs, took 0.00 GiB".formatted(whole * 0.2e-9));
    }

    /// Says that the engine listens.
    void listening(int port) {
        info("Starting vLLM server on http://127.0.0.1:%d (simulated)".formatted(port));
        info("Application startup complete.");
    }

    private Duration duration() {
        return options.faults().stream()
                .filter(Fault.SlowStart.class::isInstance)
                .map(fault -> options.startup().multipliedBy(((Fault.SlowStart) fault).times()))
                .findFirst()
                .orElse(options.startup());
    }

    private void prepare(Fault fault) throws IOException {
        switch (fault) {
            case Fault.IgnoreTerm _ -> ignoreTerm();
            case Fault.LeaveGrandchild _ -> leaveGrandchild();
            default -> {}
        }
    }

    private void failAtLoad(Fault fault) {
        switch (fault) {
            case Fault.OomAtLoad _ -> {
                error("torch.OutOfMemoryError: CUDA out of memory. (simulated)");
                exit.accept(1);
            }
            case Fault.ExitAtStartup(int status) -> {
                error("Engine core initialization failed: told to exit with " + status);
                exit.accept(status);
            }
            default -> {}
        }
    }

    /// A JVM stays alive while one of its shutdown hooks runs.
    private void ignoreTerm() {
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> {
                            info("SIGTERM arrived and was ignored");
                            while (true) {
                                java.util.concurrent.locks.LockSupport.park();
                            }
                        }));
    }

    /// The child ends by itself some time, in case nobody finds it.
    private void leaveGrandchild() throws IOException {
        Process child =
                new ProcessBuilder("setsid", "sleep", "600")
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        info("grandchild left the session pid=" + child.pid());
    }

    private void info(String line) {
        log.println("INFO [simulator] " + line);
    }

    private void error(String line) {
        log.println("ERROR [simulator] " + line);
    }
}
