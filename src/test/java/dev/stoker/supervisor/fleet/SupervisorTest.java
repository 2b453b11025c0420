package dev.stoker.supervisor.fleet;

import static dev.stoker.testkit.EngineSpecs.engine;
import static dev.stoker.testkit.Eventually.becomes;
import static dev.stoker.testkit.Eventually.holds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.engine.Compute.GpuRequest;
import dev.stoker.engine.EngineSpec;
import dev.stoker.supervisor.CrashCause;
import dev.stoker.supervisor.EngineState;
import dev.stoker.supervisor.StateChange;
import dev.stoker.supervisor.run.Equipment;
import dev.stoker.supervisor.run.FleetSettings;
import dev.stoker.testkit.EngineSpecs;
import dev.stoker.testkit.MovableTime;
import dev.stoker.testkit.ScriptedLauncher;
import dev.stoker.testkit.ScriptedProbe;
import dev.stoker.testkit.ScriptedProcess;
import dev.stoker.testkit.TestEquipment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One supervisor among doubles, with moved time.
class SupervisorTest {
    private final MovableTime time = new MovableTime();
    private final ScriptedLauncher launcher = new ScriptedLauncher();
    private final ScriptedProbe probe = new ScriptedProbe();
    private final List<StateChange> changes = new CopyOnWriteArrayList<>();
    @TempDir private Path stateDirectory;
    private List<String> unknownFlags = List.of();
    private Optional<Supervisor> supervisor = Optional.empty();

    @AfterEach
    void close() {
        supervisor.ifPresent(Supervisor::close);
    }

    @Test
    void anEngineIsReadyOnlyAfterItAnswered() {
        Supervisor engine = supervise(engine());
        engine.start();
        launcher.run(1);
        probe.becomesHealthy();
        holds(() -> phase(engine).equals("warming up"));

        probe.answers();

        awaitState(engine, EngineState.Ready.class);
        assertTrue(engine.snapshot().endpoint().isPresent());
    }

    @Test
    void theEndpointIsThatOfTheRunAndGoneWithIt() {
        Supervisor engine = ready();
        String first = engine.snapshot().endpoint().orElseThrow().toString();
        List<String> argv = launcher.run(1).launch().command().argv();
        assertEquals("http://127.0.0.1:" + argv.getLast(), first);

        launcher.run(1).exits(1);
        awaitState(engine, EngineState.BackingOff.class);

        holds(() -> engine.snapshot().endpoint().isEmpty());
    }

    @Test
    void eachRunGetsAFreshPort() {
        Supervisor engine = ready();
        launcher.run(1).exits(1);
        awaitState(engine, EngineState.BackingOff.class);
        time.advance(Duration.ofSeconds(1));
        engine.tick(_ -> 0);

        ScriptedProcess second = launcher.run(2);

        assertNotEquals(
                launcher.run(1).launch().command().argv(), second.launch().command().argv());
    }

    @Test
    void aCrashIsToldWithItsCauseAndRestarted() {
        Supervisor engine = ready();
        launcher.run(1).prints("RuntimeError: CUDA error: an illegal memory access");

        launcher.run(1).exits(1);

        EngineState.BackingOff waiting = awaitState(engine, EngineState.BackingOff.class);
        assertEquals(CrashCause.GPU_ERROR, waiting.crash().cause());
        time.advance(Duration.ofSeconds(1));
        engine.tick(_ -> 0);
        awaitState(engine, EngineState.Ready.class);
        assertEquals(2, engine.snapshot().run());
    }

    @Test
    void aCrashLeavesABundleWithTheLastLines() {
        Supervisor engine = ready();
        launcher.run(1).prints("the last thing it said");

        launcher.run(1).exits(1);

        awaitState(engine, EngineState.BackingOff.class);
        Path crashes = stateDirectory.resolve("crashes");
        holds(() -> bundle(crashes).contains("the last thing it said"));
        assertTrue(bundle(crashes).contains("cause: unknown"), bundle(crashes));
    }

    @Test
    void aWrongFlagIsNotTriedAgain() {
        Supervisor engine = supervise(engine());
        engine.start();
        launcher.run(1).prints("vllm: error: unrecognized arguments: --no-such-flag");

        launcher.run(1).exits(2);

        EngineState.Failed failed = awaitState(engine, EngineState.Failed.class);
        assertEquals(CrashCause.BAD_FLAG, failed.crash().cause());
        assertEquals(1, launcher.launches());
    }

    @Test
    void aHungEngineIsKilled() {
        Supervisor engine = supervise(engine().hungAfter(Duration.ofMillis(500)));
        engine.start();
        launcher.run(1);
        probe.answers();
        awaitState(engine, EngineState.Ready.class);
        probe.hangs();

        holds(() -> {
            time.advance(Duration.ofMillis(100));
            return launcher.run(1).orders().contains("KILL");
        });

        assertEquals(
                CrashCause.HUNG, awaitState(engine, EngineState.BackingOff.class).crash().cause());
    }

    @Test
    void aStopWaitsForRequestsInFlight() {
        Supervisor engine = ready();
        engine.stop();
        awaitState(engine, EngineState.Draining.class);
        engine.tick(_ -> 2);
        holds(engine::isSettled);
        assertEquals(List.of(), launcher.run(1).orders());

        engine.tick(_ -> 0);

        holds(() -> launcher.run(1).orders().equals(List.of("TERM")));
        launcher.run(1).exits(0);
        awaitState(engine, EngineState.Stopped.class);
    }

    @Test
    void anEngineThatIgnoresTheRequestToEndIsKilledAfterTheStopTimeout() {
        Supervisor engine = ready();
        engine.stop();
        awaitState(engine, EngineState.Draining.class);
        engine.tick(_ -> 0);
        holds(() -> launcher.run(1).orders().equals(List.of("TERM")));

        time.advance(Duration.ofSeconds(2));
        engine.tick(_ -> 0);

        holds(() -> launcher.run(1).orders().equals(List.of("TERM", "KILL")));
    }

    @Test
    void noSecondRunBesideLeftoversOfTheFirst() {
        Supervisor engine = ready();
        launcher.run(1).exitsLeavingWorkers(1);
        awaitState(engine, EngineState.BackingOff.class);
        time.advance(Duration.ofMinutes(1));
        engine.tick(_ -> 0);
        holds(engine::isSettled);
        assertEquals(1, launcher.launches());

        launcher.run(1).workersAreGone();

        launcher.run(2);
    }

    @Test
    void whatADeadRunLeftInItsDirectoryIsGoneBeforeTheNext() throws IOException {
        Path socket = stateDirectory.resolve("engines/tiny/ipc/engine.sock");
        Files.createDirectories(socket.getParent());
        Files.writeString(socket, "left behind");

        Supervisor engine = supervise(engine());
        engine.start();
        launcher.run(1);

        assertFalse(Files.exists(socket));
    }

    @Test
    void aStartThatCannotBindItsPortIsEndedAtOnce() {
        Supervisor engine = supervise(engine());
        engine.start();

        launcher.run(1)
                .prints("[Errno 98] error while attempting to bind on address ('127.0.0.1')");

        EngineState.BackingOff waiting = awaitState(engine, EngineState.BackingOff.class);
        assertEquals(CrashCause.PORT_TAKEN, waiting.crash().cause());
        assertEquals(List.of("KILL"), launcher.run(1).orders());
    }

    @Test
    void moreGpusThanTheMachineHasAreRefusedBeforeTheLaunch() {
        Supervisor engine = supervise(engine().onGpus(new GpuRequest.Count(8)));

        engine.start();

        EngineState.Failed failed = awaitState(engine, EngineState.Failed.class);
        assertEquals(CrashCause.GPUS_MISSING, failed.crash().cause());
        assertEquals("8 GPUs wanted, 4 visible", failed.crash().detail());
        assertEquals(0, launcher.launches());
    }

    @Test
    void flagsThatTheEngineDoesNotKnowAreRefusedBeforeTheLaunch() {
        unknownFlags = List.of("args.max-modle-len: vllm 0.32.0 has no such flag", "args.b: wrong");
        Supervisor engine = supervise(engine());

        engine.start();

        EngineState.Failed failed = awaitState(engine, EngineState.Failed.class);
        assertEquals(CrashCause.BAD_FLAG, failed.crash().cause());
        assertEquals(
                "args.max-modle-len: vllm 0.32.0 has no such flag; args.b: wrong",
                failed.crash().detail());
        assertEquals(0, launcher.launches());
    }

    @Test
    void anEngineSeesItsGpusAlone() {
        Supervisor engine = supervise(engine().onGpus(new GpuRequest.Ids(List.of(1, 3))));

        engine.start();

        ScriptedProcess process = launcher.run(1);
        assertEquals("1,3", process.launch().command().environment().get("CUDA_VISIBLE_DEVICES"));
        assertEquals(
                "PCI_BUS_ID", process.launch().command().environment().get("CUDA_DEVICE_ORDER"));
    }

    @Test
    void whatCannotBeLaunchedIsTriedAgainLikeACrash() {
        launcher.refuse();
        Supervisor engine = supervise(engine());

        engine.start();

        EngineState.BackingOff waiting = awaitState(engine, EngineState.BackingOff.class);
        assertTrue(waiting.crash().detail().contains("no space left"), waiting::toString);
    }

    @Test
    void aListenerThatThrowsHurtsNobody() {
        Supervisor engine =
                supervise(
                        engine(),
                        _ -> {
                            throw new IllegalStateException("listener's fault");
                        });
        engine.start();
        launcher.run(1);

        probe.answers();

        awaitState(engine, EngineState.Ready.class);
    }

    @Test
    void listenersSeeEachStateInOrder() {
        Supervisor engine = ready();
        engine.kill();
        launcher.run(1).exits(0);
        holds(() -> changes.getLast().after().state() instanceof EngineState.Stopped);

        List<String> seen =
                changes.stream()
                        .map(change -> change.after().state().getClass().getSimpleName())
                        .distinct()
                        .toList();

        assertEquals(List.of("Starting", "Ready", "Draining", "Stopped"), seen);
    }

    @Test
    void theTimeLeftComesFromEarlierStarts() {
        Supervisor engine = supervise(engine());
        engine.start();
        launcher.run(1);
        time.advance(Duration.ofSeconds(80));
        probe.answers();
        awaitState(engine, EngineState.Ready.class);
        probe.fallsSilent();
        launcher.run(1).exits(1);
        awaitState(engine, EngineState.BackingOff.class);
        time.advance(Duration.ofSeconds(1));
        engine.tick(_ -> 0);
        launcher.run(2);

        time.advance(Duration.ofSeconds(30));
        engine.tick(_ -> 0);

        holds(() -> timeLeft(engine).equals(Optional.of(Duration.ofSeconds(50))));
    }

    private Supervisor ready() {
        Supervisor engine = supervise(engine());
        engine.start();
        launcher.run(1);
        probe.answers();
        awaitState(engine, EngineState.Ready.class);
        return engine;
    }

    private Supervisor supervise(EngineSpecs specs) {
        return supervise(specs, changes::add);
    }

    private Supervisor supervise(EngineSpecs specs, Consumer<StateChange> listener) {
        EngineSpec spec = specs.build();
        FleetSettings settings = TestEquipment.settings(stateDirectory);
        Equipment equipment = TestEquipment.scripted(settings, launcher, probe, unknownFlags);
        Supervisor opened = new Supervisor(spec, equipment, settings, time, listener).open();
        supervisor = Optional.of(opened);
        return opened;
    }

    private static <S extends EngineState> S awaitState(Supervisor engine, Class<S> state) {
        return state.cast(
                becomes(
                        Duration.ofSeconds(30),
                        () -> engine.snapshot().state(),
                        state::isInstance));
    }

    private static String phase(Supervisor engine) {
        return engine.snapshot().state() instanceof EngineState.Starting starting
                ? starting.phase()
                : "";
    }

    private static Optional<Duration> timeLeft(Supervisor engine) {
        return engine.snapshot().state() instanceof EngineState.Starting starting
                ? starting.timeLeft()
                : Optional.empty();
    }

    private static String bundle(Path crashes) {
        try (var files = Files.newDirectoryStream(crashes)) {
            for (Path file : files) {
                return Files.readString(file);
            }
        } catch (IOException notYet) {
            return "";
        }
        return "";
    }
}
