package dev.stoker.supervisor.fleet;

import static dev.stoker.testkit.EngineSpecs.engine;
import static dev.stoker.testkit.Eventually.holds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.engine.Operation.IdleSettings.Action;
import dev.stoker.engine.Simulator;
import dev.stoker.supervisor.EngineHistory.Task;
import dev.stoker.supervisor.EngineSnapshot;
import dev.stoker.supervisor.EngineState.Ready;
import dev.stoker.supervisor.EngineState.Sleeping;
import dev.stoker.supervisor.EngineState.Sleeping.Stage;
import dev.stoker.testkit.Http;
import dev.stoker.testkit.ProcessFleet;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Engines that rest and are woken, over real simulators.
class SleepProcessTest {
    private static final Duration IDLE = Duration.ofMillis(300);

    @TempDir private Path stateDirectory;
    private Optional<ProcessFleet> opened = Optional.empty();

    @AfterEach
    void close() {
        opened.ifPresent(ProcessFleet::close);
    }

    @Test
    void anIdleEngineSleepsAndTheNextRequestWakesTheSameRun() throws Exception {
        ProcessFleet fleet = resting(Action.SLEEP);
        holds(() -> stage(fleet) == Stage.ASLEEP);
        assertEquals("{\"is_sleeping\":true}", asked("/is_sleeping", fleet));

        fleet.fleet().wanted("tiny");

        EngineSnapshot awake = fleet.awaitReadyAfter(0);
        assertEquals(1, awake.run());
        assertTrue(awake.history().took().containsKey(Task.SLEEP), awake::toString);
        assertTrue(awake.history().took().containsKey(Task.WAKE), awake::toString);
    }

    @Test
    void anIdleEngineThatStopsIsLaunchedByTheNextRequest() {
        ProcessFleet fleet = resting(Action.STOP);
        holds(() -> stage(fleet) == Stage.ASLEEP && fleet.snapshot().endpoint().isEmpty());
        assertTrue(fleet.processes("dev.stoker.simulator").isEmpty());

        fleet.fleet().wanted("tiny");

        assertEquals(2, fleet.awaitReadyAfter(1).run());
    }

    @Test
    void anEngineWithARequestInFlightStaysAwake() {
        ProcessFleet fleet = of(Action.SLEEP);
        fleet.setInFlight(1);
        fleet.started();
        Ready ready = fleet.await(Ready.class);
        holds(() -> fleet.fleet().engines().getFirst().state().equals(ready));

        fleet.setInFlight(0);

        fleet.await(Sleeping.class);
    }

    private ProcessFleet resting(Action action) {
        return of(action).started();
    }

    private ProcessFleet of(Action action) {
        ProcessFleet fleet =
                ProcessFleet.of(
                        stateDirectory,
                        engine().ofKind(new Simulator()).resting(action, IDLE).build());
        opened = Optional.of(fleet);
        return fleet;
    }

    private static Stage stage(ProcessFleet fleet) {
        return fleet.snapshot().state() instanceof Sleeping sleeping
                ? sleeping.stage()
                : Stage.WAKING;
    }

    private static String asked(String path, ProcessFleet fleet) throws Exception {
        URI endpoint = fleet.snapshot().endpoint().orElseThrow();
        return Http.get(endpoint.resolve(path)).body();
    }
}
