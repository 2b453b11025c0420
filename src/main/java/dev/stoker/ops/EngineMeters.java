package dev.stoker.ops;

import dev.stoker.inference.EngineRouter;
import dev.stoker.supervisor.Crash;
import dev.stoker.supervisor.EngineHistory;
import dev.stoker.supervisor.EngineHistory.Task;
import dev.stoker.supervisor.EngineSnapshot;
import dev.stoker.supervisor.EngineState;
import dev.stoker.supervisor.StateChange;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// Engine states, crashes and start times as metrics, named like the state machine.
public final class EngineMeters implements Consumer<StateChange> {
    private static final double NANO = 1e-9;
    private static final double MEBIBYTE = 1024.0 * 1024.0;

    private final MeterRegistry registry;

    public EngineMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /// One gauge for each engine and state: 1 for the state it is in, 0 for the others.
    public void show(EngineRouter router) {
        for (EngineSnapshot engine : router.engines()) {
            String name = engine.spec().name();
            for (String state : StateNames.ALL) {
                Gauge.builder("stoker.engine.state", () -> isIn(router, name, state) ? 1 : 0)
                        .tags("engine", name, "state", state)
                        .register(registry);
            }
            showHistory(router, name);
        }
    }

    /// How long each task took the last time, and GPU memory that the last run did not give back.
    private void showHistory(EngineRouter router, String name) {
        for (Task task : Task.values()) {
            Gauge.builder("stoker.engine.last.task.seconds", () -> seconds(router, name, task))
                    .tags("engine", name, "task", task.label())
                    .register(registry);
        }
        Gauge.builder("stoker.engine.gpu.memory.kept.bytes", () -> kept(router, name))
                .tags("engine", name)
                .register(registry);
    }

    private static double seconds(EngineRouter router, String name, Task task) {
        return history(router, name)
                .map(history -> history.took().get(task))
                .map(took -> took.toNanos() * NANO)
                .orElse(0.0);
    }

    private static double kept(EngineRouter router, String name) {
        return history(router, name)
                .flatMap(EngineHistory::lastEnd)
                .map(end -> end.gpuMemory() * MEBIBYTE)
                .orElse(0.0);
    }

    private static Optional<EngineHistory> history(EngineRouter router, String name) {
        return router.engines().stream()
                .filter(engine -> engine.spec().name().equals(name))
                .map(EngineSnapshot::history)
                .findFirst();
    }

    @Override
    public void accept(StateChange change) {
        String name = change.after().spec().name();
        change.newCrash().ifPresent(crash -> countCrash(name, crash));
        if (change.before().state() instanceof EngineState.Starting starting
                && change.after().state() instanceof EngineState.Ready ready) {
            registry.timer("stoker.engine.start", "engine", name)
                    .record(Duration.between(starting.since(), ready.since()));
        }
    }

    private void countCrash(String engine, Crash crash) {
        registry.counter("stoker.engine.crashes", "engine", engine, "cause", crash.cause().label())
                .increment();
    }

    private static boolean isIn(EngineRouter router, String name, String state) {
        return router.engines().stream()
                .filter(engine -> engine.spec().name().equals(name))
                .anyMatch(engine -> StateNames.of(engine.state()).equals(state));
    }
}
