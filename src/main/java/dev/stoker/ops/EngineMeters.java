package dev.stoker.ops;

import dev.stoker.engine.EngineDialect.LoadPhase;
import dev.stoker.engine.EngineSpec;
import dev.stoker.inference.EngineRouter;
import dev.stoker.supervisor.CrashCause;
import dev.stoker.supervisor.EngineHistory.Task;
import dev.stoker.supervisor.EngineSnapshot;
import dev.stoker.supervisor.EngineState;
import dev.stoker.supervisor.StateChange;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Engine states, crashes and start times as metrics, named like the state machine.
public final class EngineMeters implements Consumer<StateChange> {
    private static final double NANO = 1e-9;
    private static final double MEBIBYTE = 1024.0 * 1024.0;

    private final MeterRegistry registry;
    private final Set<String> shown = ConcurrentHashMap.newKeySet();

    public EngineMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /// One gauge for each engine and state: 1 for the state it is in, 0 for the others; likewise
    /// for the phases of a start. Engines that are shown already are passed over.
    public void show(EngineRouter router) {
        for (EngineSnapshot engine : router.engines()) {
            String name = engine.spec().name();
            if (!shown.add(name)) {
                continue;
            }
            for (String state : StateNames.ALL) {
                Gauge.builder("stoker.engine.state", () -> isIn(router, name, state) ? 1 : 0)
                        .tags("engine", name, "state", state)
                        .register(registry);
            }
            showHistory(router, name);
            showStart(router, engine.spec());
        }
    }

    /// How long each task took the last time, GPU memory that the last run did not give back, and
    /// crashes from none on: a series that began with its first crash would hide that one.
    private void showHistory(EngineRouter router, String name) {
        for (CrashCause cause : CrashCause.values()) {
            crashes(name, cause);
        }
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
        return find(router, name)
                .map(engine -> engine.history().took().get(task))
                .map(took -> took.toNanos() * NANO)
                .orElse(0.0);
    }

    private static double kept(EngineRouter router, String name) {
        return find(router, name)
                .flatMap(engine -> engine.history().lastEnd())
                .map(end -> end.gpuMemory() * MEBIBYTE)
                .orElse(0.0);
    }

    private void showStart(EngineRouter router, EngineSpec spec) {
        for (String phase : phases(spec)) {
            Gauge.builder(
                            "stoker.engine.phase",
                            () ->
                                    starting(router, spec)
                                                    .filter(now -> now.phase().equals(phase))
                                                    .isPresent()
                                            ? 1
                                            : 0)
                    .tags("engine", spec.name(), "phase", phase)
                    .register(registry);
        }
        Gauge.builder(
                        "stoker.engine.start.percent",
                        () -> starting(router, spec).map(now -> now.percent()).orElse(0))
                .tags("engine", spec.name())
                .register(registry);
        FunctionCounter.builder(
                        "stoker.engine.restarts",
                        router,
                        now ->
                                find(now, spec.name())
                                        .map(engine -> Math.max(0, engine.run() - 1))
                                        .orElse(0L))
                .tags("engine", spec.name())
                .register(registry);
    }

    private static List<String> phases(EngineSpec spec) {
        Stream<String> told = spec.phases().stream().map(LoadPhase::name);
        return Stream.concat(Stream.of("launching", "warming up"), told).distinct().toList();
    }

    private static Optional<EngineState.Starting> starting(EngineRouter router, EngineSpec spec) {
        return find(router, spec.name())
                .map(EngineSnapshot::state)
                .filter(EngineState.Starting.class::isInstance)
                .map(EngineState.Starting.class::cast);
    }

    private static Optional<EngineSnapshot> find(EngineRouter router, String name) {
        return router.engines().stream()
                .filter(engine -> engine.spec().name().equals(name))
                .findFirst();
    }

    @Override
    public void accept(StateChange change) {
        String name = change.after().spec().name();
        change.newCrash().ifPresent(crash -> crashes(name, crash.cause()).increment());
        if (change.before().state() instanceof EngineState.Starting starting
                && change.after().state() instanceof EngineState.Ready ready) {
            registry.timer("stoker.engine.start", "engine", name)
                    .record(Duration.between(starting.since(), ready.since()));
        }
    }

    private Counter crashes(String engine, CrashCause cause) {
        return registry.counter("stoker.engine.crashes", "engine", engine, "cause", cause.label());
    }

    private static boolean isIn(EngineRouter router, String name, String state) {
        return find(router, name).stream()
                .anyMatch(engine -> StateNames.of(engine.state()).equals(state));
    }
}
