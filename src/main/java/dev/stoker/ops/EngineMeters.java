package dev.stoker.ops;

import dev.stoker.inference.EngineRouter;
import dev.stoker.supervisor.Crash;
import dev.stoker.supervisor.EngineSnapshot;
import dev.stoker.supervisor.EngineState;
import dev.stoker.supervisor.StateChange;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.Consumer;

/// Engine states, crashes and start times as metrics, named like the state machine.
public final class EngineMeters implements Consumer<StateChange> {
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
        }
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
