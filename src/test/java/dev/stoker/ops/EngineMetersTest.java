package dev.stoker.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stoker.engine.EngineSpec;
import dev.stoker.inference.EngineRouter;
import dev.stoker.supervisor.Aftermath;
import dev.stoker.supervisor.Crash;
import dev.stoker.supervisor.CrashCause;
import dev.stoker.supervisor.EngineHistory;
import dev.stoker.supervisor.EngineHistory.Task;
import dev.stoker.supervisor.EngineSnapshot;
import dev.stoker.supervisor.EngineState;
import dev.stoker.supervisor.StateChange;
import dev.stoker.testkit.Engines;
import dev.stoker.testkit.MovableTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class EngineMetersTest {
    private final MovableTime time = new MovableTime();
    private final EngineSpec spec = Engines.spec("glm", "glm");
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final EngineMeters meters = new EngineMeters(registry);

    @Test
    void theStateOfAnEngineIsOneAndTheOthersAreZero() {
        var now = new AtomicReference<EngineState>(new EngineState.Stopped());
        meters.show(new EngineRouter(() -> List.of(snapshot(now.get())), time));

        now.set(new EngineState.Ready(time.instant()));

        assertEquals(1, gauge("ready"));
        assertEquals(0, gauge("stopped"));
    }

    @Test
    void aCrashIsCountedByItsCause() {
        var crash = new Crash(CrashCause.OUT_OF_MEMORY_AT_LOAD, "exit 1", time.instant());

        meters.accept(change(starting(), new EngineState.Failed(crash)));

        assertEquals(1, crashes("out-of-memory-at-load"));
    }

    @Test
    void aCrashWhoseRestartIsMovedIsCountedOnce() {
        var crash = new Crash(CrashCause.OUT_OF_MEMORY_AT_LOAD, "exit 1", time.instant());
        EngineState backingOff = new EngineState.BackingOff(crash, time.instant());
        meters.accept(change(starting(), backingOff));

        meters.accept(
                change(
                        backingOff,
                        new EngineState.BackingOff(crash, time.advance(Duration.ofSeconds(8)))));

        assertEquals(1, crashes("out-of-memory-at-load"));
    }

    @Test
    void theTimeOfAStartIsRecordedWhenItAnswers() {
        EngineState starting = starting();
        time.advance(Duration.ofSeconds(42));

        meters.accept(change(starting, new EngineState.Ready(time.instant())));

        assertEquals(42, registry.get("stoker.engine.start").timer().totalTime(TimeUnit.SECONDS));
    }

    @Test
    void theLastTimeOfEachTaskIsShown() {
        EngineHistory history = EngineHistory.NONE.with(Task.WAKE, Duration.ofMillis(1500));
        meters.show(new EngineRouter(() -> List.of(with(history)), time));

        assertEquals(
                1.5,
                registry.get("stoker.engine.last.task.seconds")
                        .tag("task", "wake")
                        .gauge()
                        .value());
    }

    @Test
    void gpuMemoryThatDidNotComeBackIsShown() {
        EngineHistory history =
                EngineHistory.NONE.with(new Aftermath(3, 0, 0, 2, "pid 7 (python3)"));
        meters.show(new EngineRouter(() -> List.of(with(history)), time));

        assertEquals(
                2 * 1024 * 1024,
                registry.get("stoker.engine.gpu.memory.kept.bytes").gauge().value());
    }

    private EngineSnapshot with(EngineHistory history) {
        return new EngineSnapshot(spec, new EngineState.Stopped(), 3, Optional.empty(), history);
    }

    private double crashes(String cause) {
        return registry.get("stoker.engine.crashes")
                .tags("engine", spec.name(), "cause", cause)
                .counter()
                .count();
    }

    private double gauge(String state) {
        return registry.get("stoker.engine.state").tags("state", state).gauge().value();
    }

    private EngineState starting() {
        return new EngineState.Starting(time.instant(), "loading weights", 10, Optional.empty());
    }

    private StateChange change(EngineState before, EngineState after) {
        return new StateChange(snapshot(before), snapshot(after));
    }

    private EngineSnapshot snapshot(EngineState state) {
        return new EngineSnapshot(spec, state, 1, Optional.of(URI.create("http://127.0.0.1:1")));
    }
}
