package dev.stoker.supervisor.fleet;

import static dev.stoker.testkit.EngineSpecs.engine;
import static dev.stoker.testkit.Eventually.becomes;
import static dev.stoker.testkit.Eventually.holds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.engine.EngineSpec;
import dev.stoker.engine.LaunchSite;
import dev.stoker.engine.Simulator;
import dev.stoker.engine.Vllm;
import dev.stoker.engine.launch.LaunchCommand;
import dev.stoker.supervisor.CrashCause;
import dev.stoker.supervisor.EngineSnapshot;
import dev.stoker.supervisor.EngineState.BackingOff;
import dev.stoker.supervisor.EngineState.Failed;
import dev.stoker.supervisor.EngineState.Ready;
import dev.stoker.supervisor.EngineState.Starting;
import dev.stoker.supervisor.EngineState.Stopped;
import dev.stoker.testkit.EngineSpecs;
import dev.stoker.testkit.EngineTree;
import dev.stoker.testkit.ProcessFleet;
import dev.stoker.testkit.Processes;
import dev.stoker.testkit.TestEquipment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What befalls engines, done to real child processes: each time the cause is known, the engine
/// serves again where it can, and nothing of the run is left.
class FaultsIT {
    private static final Duration SOON = Duration.ofMillis(100);
    private static final List<String> START =
            List.of(
                    "Initializing a V1 LLM engine",
                    "Starting to load model m...",
                    "Loading weights took 1.00 seconds",
                    "Available KV cache memory: 1.00 GiB",
                    "Graph capturing finished in 1 secs",
                    "Application startup complete.");

    @TempDir private Path stateDirectory;
    private Optional<ProcessFleet> opened = Optional.empty();

    @AfterEach
    void close() {
        opened.ifPresent(ProcessFleet::close);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void anExitAtAnyPhaseOfTheStartIsFollowedByAnotherStart(int phases) {
        String script =
                String.join(
                                "\n",
                                START.subList(0, phases).stream()
                                        .map("echo '%s'"::formatted)
                                        .toList())
                        + "\nsleep 60 &\nexit 3";

        ProcessFleet fleet = running(_ -> List.of("sh", "-c", script));

        holds(() -> fleet.snapshot().run() >= 2);
        assertEquals(CrashCause.UNKNOWN, fleet.crashes().getFirst().cause());
        assertTrue(fleet.crashes().getFirst().detail().startsWith("exit code 3"));
    }

    @Test
    void aDeadFrontEndTakesItsCoreAndWorkerWithIt() throws Exception {
        ProcessFleet fleet = tree();
        EngineSnapshot first = fleet.awaitReadyAfter(0);
        List<ProcessHandle> tree = below(fleet.processes("EngineTree").getFirst());

        fleet.processes("EngineTree").getFirst().destroyForcibly();

        fleet.awaitReadyAfter(first.run());
        assertEquals(2, tree.size(), tree::toString);
        assertTrue(tree.stream().noneMatch(Processes::isAlive));
        assertEquals(CrashCause.KILLED_BY_HOST, fleet.crashes().getFirst().cause());
    }

    @Test
    void aDeadCoreEndsTheRunThoughTheFrontEndExitsWithZero() throws Exception {
        ProcessFleet fleet = tree();
        EngineSnapshot first = fleet.awaitReadyAfter(0);
        List<ProcessHandle> tree = below(fleet.processes("EngineTree").getFirst());

        tree.getFirst().destroyForcibly();

        fleet.awaitReadyAfter(first.run());
        assertTrue(tree.stream().noneMatch(Processes::isAlive));
        assertEquals(CrashCause.WORKER_DIED, fleet.crashes().getFirst().cause());
    }

    @Test
    void aDeadWorkerEndsTheRun() throws Exception {
        ProcessFleet fleet = tree();
        EngineSnapshot first = fleet.awaitReadyAfter(0);

        below(fleet.processes("EngineTree").getFirst()).getLast().destroyForcibly();

        fleet.awaitReadyAfter(first.run());
        assertEquals(CrashCause.WORKER_DIED, fleet.crashes().getFirst().cause());
    }

    @Test
    void aDeadWorkerIsMissedThoughItsFrontEndNoticesNothing() {
        ProcessFleet fleet = withAWorkerOfItsOwn();
        EngineSnapshot first = fleet.awaitReadyAfter(0);

        fleet.processes("VLLM::Worker_TP1").getFirst().destroyForcibly();

        fleet.awaitReadyAfter(first.run());
        assertEquals(CrashCause.WORKER_DIED, fleet.crashes().getFirst().cause());
    }

    @Test
    void workersThatEndInAStopAreNotMissed() {
        ProcessFleet fleet = withAWorkerOfItsOwn();
        fleet.awaitReadyAfter(0);

        fleet.fleet().stop("tiny");

        fleet.await(Stopped.class);
        assertEquals(List.of(), fleet.crashes());
    }

    @Test
    void aStoppedWorkerIsAHangThoughTheFrontEndIsHealthy() throws Exception {
        ProcessFleet fleet = tree();
        EngineSnapshot first = fleet.awaitReadyAfter(0);
        ProcessHandle worker = below(fleet.processes("EngineTree").getFirst()).getLast();

        ProcessFleet.signal("STOP", worker);

        fleet.awaitReadyAfter(first.run());
        assertEquals(CrashCause.HUNG, fleet.crashes().getFirst().cause());
        assertTrue(!Processes.isAlive(worker));
    }

    @Test
    void anEngineThatIgnoresItsStopIsKilled() {
        ProcessFleet fleet = simulating(Map.of("fault", "ignore-term"));
        fleet.await(Ready.class);

        fleet.fleet().stop("tiny");

        fleet.await(Stopped.class);
        assertTrue(fleet.processes("dev.stoker.simulator").isEmpty());
    }

    @Test
    void aStopThatIsLostDuringTheStartIsRepeatedUntilItIsHeard() {
        ProcessFleet fleet = simulating(Map.of("fault", "ignore-term", "startup", "60s"));
        fleet.await(Starting.class);
        holds(() ->
                ProcessFleet.log(fleet.fleet(), "tiny")
                        .toString()
                        .contains("Starting to load model"));

        fleet.fleet().stop("tiny");

        fleet.await(Stopped.class);
        assertTrue(fleet.processes("dev.stoker.simulator").isEmpty());
    }

    @Test
    void aGrandchildThatLeftTheSessionIsGoneAfterTheStop() {
        ProcessFleet fleet = simulating(Map.of("fault", "leave-grandchild"));
        fleet.await(Ready.class);
        assertEquals(1, fleet.processes("sleep 600").size());

        fleet.fleet().stop("tiny");

        fleet.await(Stopped.class);
        assertTrue(fleet.processes("sleep 600").isEmpty());
    }

    @Test
    void anEngineWhosePortWasTakenStartsOnAnother() {
        var runs = new AtomicInteger();
        String refused = "ERROR: [Errno 98] error while attempting to bind on address: in use";

        ProcessFleet fleet =
                running(site ->
                        runs.incrementAndGet() == 1
                                ? List.of("sh", "-c", "echo '" + refused + "'; sleep 60")
                                : EngineTree.command(site.port(), "tiny"));

        EngineSnapshot serving = fleet.awaitReadyAfter(0);
        assertEquals(2, serving.run(), fleet.crashes()::toString);
        assertEquals(CrashCause.PORT_TAKEN, fleet.crashes().getFirst().cause());
    }

    @Test
    void memoryThatRunsOutAtLoadIsNotTriedAgain() {
        ProcessFleet fleet = simulating(Map.of("fault", "oom-at-load"));

        Failed failed = fleet.await(Failed.class);

        assertEquals(CrashCause.OUT_OF_MEMORY_AT_LOAD, failed.crash().cause());
        assertEquals(1, fleet.snapshot().run());
    }

    @Test
    void aCrashThatCannotBeWrittenDownIsFollowedByAStartAllTheSame() throws IOException {
        Files.writeString(stateDirectory.resolve("crashes"), "no directory can be here");

        ProcessFleet fleet = running(_ -> List.of("sh", "-c", "exit 3"));

        holds(() -> fleet.snapshot().run() >= 3);
    }

    @Test
    void anEngineThatFloodsItsLogIsServedAndStopped() {
        ProcessFleet fleet =
                running(site ->
                        List.of(
                                "sh",
                                "-c",
                                "timeout 60 yes 'INFO a line of an engine in trouble' & exec "
                                        + String.join(
                                                " ", EngineTree.command(site.port(), "tiny"))));
        fleet.awaitReadyAfter(0);

        fleet.fleet().stop("tiny");

        fleet.await(Stopped.class);
        assertTrue(fleet.processes("an engine in trouble").isEmpty());
    }

    @Test
    void aLogThatIsNotTextIsKeptAsFarAsItIs() {
        ProcessFleet fleet =
                running(_ -> List.of("sh", "-c", "printf 'weights \\377\\376 loaded\\n'; exit 3"));

        fleet.await(BackingOff.class);

        becomes(
                Duration.ofSeconds(30),
                () -> ProcessFleet.log(fleet.fleet(), "tiny"),
                log -> log.equals(List.of("weights \uFFFD\uFFFD loaded")));
    }

    /// Beside the front end's own tree, so that the front end does not notice when it dies; nor
    /// would a hang be noticed before the test is over.
    private ProcessFleet withAWorkerOfItsOwn() {
        EngineSpec spec =
                engine().ofKind(new Vllm())
                        .hungAfter(Duration.ofHours(1))
                        .restartedAfter(SOON, 1_000_000)
                        .build();
        return running(
                spec,
                site ->
                        List.of(
                                "bash",
                                "-c",
                                "(exec -a VLLM::Worker_TP1 sleep 600) & exec "
                                        + String.join(
                                                " ", EngineTree.command(site.port(), "tiny"))));
    }

    private ProcessFleet tree() {
        return running(site -> EngineTree.command(site.port(), "tiny"));
    }

    private ProcessFleet simulating(Map<String, Object> args) {
        return open(ProcessFleet.of(stateDirectory, spec().withArgs(args).build()));
    }

    private ProcessFleet running(Function<LaunchSite, List<String>> argv) {
        return running(spec().build(), argv);
    }

    private ProcessFleet running(EngineSpec spec, Function<LaunchSite, List<String>> argv) {
        return open(
                new ProcessFleet(
                        stateDirectory,
                        spec,
                        settings ->
                                TestEquipment.real(
                                        settings,
                                        (_, site) ->
                                                new LaunchCommand(
                                                        argv.apply(site), Map.of(), Map.of()))));
    }

    private ProcessFleet open(ProcessFleet fleet) {
        opened = Optional.of(fleet);
        return fleet.started();
    }

    private static EngineSpecs spec() {
        return engine().ofKind(new Simulator())
                .hungAfter(Duration.ofSeconds(4))
                .restartedAfter(SOON, 1_000_000);
    }

    /// The core, then its worker.
    private static List<ProcessHandle> below(ProcessHandle frontEnd) {
        return becomes(
                Duration.ofSeconds(30),
                () -> frontEnd.descendants().toList(),
                tree -> tree.size() == 2);
    }
}
