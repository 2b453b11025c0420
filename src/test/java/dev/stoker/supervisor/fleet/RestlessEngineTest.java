package dev.stoker.supervisor.fleet;

import static dev.stoker.testkit.EngineSpecs.engine;
import static dev.stoker.testkit.Eventually.holds;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stoker.engine.Operation.IdleSettings.Action;
import dev.stoker.engine.Simulator;
import dev.stoker.supervisor.CrashCause;
import dev.stoker.supervisor.EngineState;
import dev.stoker.supervisor.run.FleetSettings;
import dev.stoker.testkit.ScriptedLauncher;
import dev.stoker.testkit.ScriptedProbe;
import dev.stoker.testkit.TestEquipment;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An engine that is asked to sleep and does not.
class RestlessEngineTest {
    private final ScriptedLauncher launcher = new ScriptedLauncher();
    private final ScriptedProbe probe = new ScriptedProbe();
    @TempDir private Path stateDirectory;
    private @Nullable EngineFleet fleet;

    @AfterEach
    void close() {
        launcher.obey();
        started().close();
    }

    @Test
    void oneThatHangsBehindItsRefusalIsStillNoticed() {
        probe.refusesCalls("it is busy");
        probe.answers();
        start();
        holds(() -> state() instanceof EngineState.Ready);
        probe.fallsSilent();
        int asked = probe.calls().size();
        holds(() -> probe.calls().size() > asked);

        probe.hangs();

        holds(() -> state().lastCrash().isPresent());
        assertEquals(CrashCause.HUNG, state().lastCrash().orElseThrow().cause());
    }

    private void start() {
        FleetSettings settings = TestEquipment.settings(stateDirectory);
        fleet =
                new EngineFleet(
                        List.of(
                                engine().ofKind(new Simulator())
                                        .resting(Action.SLEEP, Duration.ofSeconds(1))
                                        .hungAfter(Duration.ofMillis(200))
                                        .restartedAfter(Duration.ofHours(1), 3)
                                        .build()),
                        settings,
                        TestEquipment.scripted(settings, launcher, probe),
                        _ -> 0,
                        EngineFleet.steadyClock(InstantSource.system()));
        fleet.startAll();
    }

    private EngineState state() {
        return started().engines().getFirst().state();
    }

    private EngineFleet started() {
        return requireNonNull(fleet);
    }
}
