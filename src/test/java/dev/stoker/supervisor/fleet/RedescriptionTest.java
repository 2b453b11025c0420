package dev.stoker.supervisor.fleet;

import static dev.stoker.testkit.EngineSpecs.engine;
import static dev.stoker.testkit.Eventually.holds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.engine.Compute.GpuRequest;
import dev.stoker.engine.EngineSpec;
import dev.stoker.supervisor.EngineSnapshot;
import dev.stoker.supervisor.EngineState;
import dev.stoker.supervisor.fleet.Redescription.Effect;
import dev.stoker.supervisor.run.FleetSettings;
import dev.stoker.testkit.ScriptedLauncher;
import dev.stoker.testkit.ScriptedProbe;
import dev.stoker.testkit.ScriptedProcess;
import dev.stoker.testkit.TestEquipment;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A fleet of scripted engines while its files change.
class RedescriptionTest {
    private static final EngineSpec LEFT = engine().named("left").build();
    private static final EngineSpec RIGHT = engine().named("right").build();
    private static final EngineSpec LEFT_ON_A_GPU =
            engine().named("left").onGpus(new GpuRequest.Count(1)).build();

    private final ScriptedLauncher launcher = new ScriptedLauncher();
    private final ScriptedProbe probe = new ScriptedProbe();
    @TempDir private Path stateDirectory;
    private EngineFleet fleet;

    @BeforeEach
    void bothAnswer() {
        FleetSettings settings = TestEquipment.settings(stateDirectory);
        fleet =
                new EngineFleet(
                        List.of(LEFT, RIGHT),
                        settings,
                        TestEquipment.scripted(settings, launcher, probe),
                        _ -> 0,
                        EngineFleet.steadyClock(InstantSource.system()));
        probe.answers();
        fleet.startAll();
        holds(() -> isReady("left") && isReady("right"));
    }

    @AfterEach
    void close() {
        launcher.obey();
        fleet.close();
    }

    @Test
    void howAnEngineIsOperatedChangesWithoutARestart() {
        EngineSpec patient = engine().named("left").drainingFor(Duration.ofHours(1)).build();

        Map<String, Effect> effects = fleet.apply(List.of(patient, RIGHT));

        assertEquals(Map.of("left", Effect.ADJUSTED, "right", Effect.UNCHANGED), effects);
        holds(() -> snapshot("left").spec().equals(patient));
        fleet.stop("left");
        holds(() -> snapshot("left").state() instanceof EngineState.Draining);
        assertEquals(2, launcher.launches());
    }

    @Test
    void whatOnlyALaunchCanChangeRestartsThatEngineAlone() {
        ScriptedProcess old = launcher.latest("left");

        Map<String, Effect> effects = fleet.apply(List.of(LEFT_ON_A_GPU, RIGHT));
        holds(() -> old.orders().contains("TERM"));
        old.exits(0);

        assertEquals(Map.of("left", Effect.RESTARTED, "right", Effect.UNCHANGED), effects);
        holds(() -> snapshot("left").run() == 2 && isReady("left"));
        assertEquals(List.of(0), fleet.inspect("left").run().orElseThrow().gpus());
        assertEquals(1, snapshot("right").run());
    }

    @Test
    void whatIsNewStartsOnceWhatGoesIsGone() {
        EngineSpec fresh = engine().named("fresh").build();
        ScriptedProcess old = launcher.latest("left");

        Map<String, Effect> effects = fleet.apply(List.of(RIGHT, fresh));
        holds(() -> old.orders().contains("TERM"));
        assertEquals(2, launcher.launches());
        old.exits(0);

        assertEquals(Effect.REMOVED, effects.get("left"));
        assertEquals(Effect.ADDED, effects.get("fresh"));
        holds(() -> isReady("fresh"));
        assertEquals(
                List.of("right", "fresh"),
                fleet.engines().stream().map(engine -> engine.spec().name()).toList());
    }

    @Test
    void anEngineWhoseFileComesBackWhileItDrainsStays() {
        ScriptedProcess old = launcher.latest("left");
        fleet.apply(List.of(RIGHT));
        holds(() -> old.orders().contains("TERM"));

        Map<String, Effect> effects = fleet.apply(List.of(LEFT, RIGHT));
        old.exits(0);

        assertEquals(Effect.RESTARTED, effects.get("left"));
        holds(() -> isReady("left") && snapshot("left").run() == 2);
    }

    @Test
    void whatComesWithASecondChangeStartsThoughTheFirstWasNotOver() {
        EngineSpec fresh = engine().named("fresh").build();
        ScriptedProcess old = launcher.latest("left");
        fleet.apply(List.of(LEFT_ON_A_GPU, RIGHT));
        holds(() -> old.orders().contains("TERM"));

        fleet.apply(List.of(RIGHT, fresh));
        old.exits(0);

        holds(() -> isReady("fresh"));
        assertEquals(
                List.of("right", "fresh"),
                fleet.engines().stream().map(engine -> engine.spec().name()).toList());
    }

    @Test
    void anEngineThatWasStoppedByHandIsNotStartedByItsFile() {
        ScriptedProcess old = launcher.latest("left");
        fleet.stop("left");
        holds(() -> old.orders().contains("TERM"));
        old.exits(0);
        holds(() -> snapshot("left").state() instanceof EngineState.Stopped);

        Map<String, Effect> effects = fleet.apply(List.of(LEFT_ON_A_GPU, RIGHT));

        assertEquals(Effect.ADJUSTED, effects.get("left"));
        holds(() -> snapshot("left").spec().equals(LEFT_ON_A_GPU));
        assertFalse(isReady("left"));
        assertEquals(2, launcher.launches());
    }

    @Test
    void whereOneGetsNoGpusNoneIsChanged() {
        EngineSpec absent = engine().named("fresh").onGpus(new GpuRequest.Ids(List.of(9))).build();
        EngineSpec patient = engine().named("right").drainingFor(Duration.ofHours(1)).build();

        RefusedChange refused =
                assertThrows(
                        RefusedChange.class,
                        () -> fleet.apply(List.of(LEFT_ON_A_GPU, patient, absent)));

        assertEquals(
                Map.of(
                        "fresh", "GPUs [9] wanted, [0, 1, 2, 3] visible",
                        "left", "left as it was, else restarted",
                        "right", "left as it was, else adjusted"),
                refused.reasons());
        assertEquals(LEFT, snapshot("left").spec());
        assertEquals(
                List.of("left", "right"),
                fleet.engines().stream().map(engine -> engine.spec().name()).toList());
        assertEquals(
                Map.of("left", Effect.UNCHANGED, "right", Effect.UNCHANGED),
                fleet.apply(List.of(LEFT, RIGHT)));
        assertEquals(2, launcher.launches());
    }

    @Test
    void gpusOfAnEngineThatGoesAreFreeAndThoseOfOneThatStaysAreNot() {
        EngineSpec holder = engine().named("holder").onGpus(new GpuRequest.Count(4)).build();
        EngineSpec heir = engine().named("heir").onGpus(new GpuRequest.Count(1)).build();
        fleet.apply(List.of(LEFT, RIGHT, holder));
        holds(() -> isReady("holder"));

        RefusedChange refused =
                assertThrows(
                        RefusedChange.class, () -> fleet.apply(List.of(LEFT, RIGHT, holder, heir)));
        Map<String, Effect> effects = fleet.apply(List.of(LEFT, RIGHT, heir));

        String reason = refused.reasons().getOrDefault("heir", "none");
        assertTrue(reason.startsWith("1 GPUs wanted, 0 of 4 free"), reason);
        assertEquals(Effect.REMOVED, effects.get("holder"));
        assertEquals(Effect.ADDED, effects.get("heir"));
    }

    @Test
    void aNameThatIsTakenTwiceChangesNothing() {
        EngineSpec fresh = engine().named("fresh").build();

        RefusedChange refused =
                assertThrows(
                        RefusedChange.class,
                        () -> fleet.apply(List.of(LEFT_ON_A_GPU, fresh, fresh)));

        assertEquals(Map.of("fresh", "two engines have this name"), refused.reasons());
        assertEquals(LEFT, snapshot("left").spec());
        assertEquals(2, fleet.engines().size());
    }

    private boolean isReady(String name) {
        return fleet.engines().stream()
                .filter(engine -> engine.spec().name().equals(name))
                .anyMatch(engine -> engine.state() instanceof EngineState.Ready);
    }

    private EngineSnapshot snapshot(String name) {
        return fleet.inspect(name).snapshot();
    }
}
