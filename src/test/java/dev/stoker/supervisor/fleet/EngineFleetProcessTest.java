package dev.stoker.supervisor.fleet;

import static dev.stoker.testkit.EngineSpecs.engine;
import static dev.stoker.testkit.Eventually.becomes;
import static dev.stoker.testkit.Eventually.holds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.engine.EngineSpec;
import dev.stoker.engine.launch.LaunchCommand;
import dev.stoker.supervisor.CrashCause;
import dev.stoker.supervisor.EngineSnapshot;
import dev.stoker.supervisor.EngineState;
import dev.stoker.supervisor.StateChange;
import dev.stoker.supervisor.run.Equipment;
import dev.stoker.supervisor.run.FleetSettings;
import dev.stoker.testkit.EngineSpecs;
import dev.stoker.testkit.MovableTime;
import dev.stoker.testkit.ProcessFleet;
import dev.stoker.testkit.TestEquipment;
import dev.stoker.testkit.TinyEngine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Fleets over real child processes, real HTTP and real time.
class EngineFleetProcessTest {
    private static final Duration SOON = Duration.ofMillis(200);

    private final AtomicInteger inFlight = new AtomicInteger();
    @TempDir private Path stateDirectory;
    private Optional<EngineFleet> fleet = Optional.empty();

    @AfterEach
    void killWhatIsLeft() {
        fleet.ifPresent(opened -> {
            opened.kill();
            opened.close();
        });
    }

    @Test
    void anEngineStartsAnswersAndStops() {
        EngineFleet engines = serving(engine());
        engines.startAll();
        awaitState(engines, "tiny", EngineState.Ready.class);

        engines.stop("tiny");

        awaitState(engines, "tiny", EngineState.Stopped.class);
        assertTrue(ProcessFleet.log(engines, "tiny").getFirst().startsWith("serving on "));
    }

    @Test
    void aKilledEngineIsNoticedAtOnceAndServesAgainElsewhere() {
        EngineFleet engines = serving(engine().restartedAfter(SOON, 3));
        engines.startAll();
        EngineSnapshot first = awaitState(engines, "tiny", EngineState.Ready.class);
        ProcessHandle process = child(first);

        process.destroyForcibly();

        becomes(
                Duration.ofSeconds(10),
                () -> snapshot(engines, "tiny"),
                now -> !(now.state() instanceof EngineState.Ready));
        holds(() -> snapshot(engines, "tiny").run() == 2);
        EngineSnapshot second = awaitState(engines, "tiny", EngineState.Ready.class);
        assertFalse(second.endpoint().equals(first.endpoint()));
    }

    @Test
    void anEngineThatIsFrozenIsFoundHungAndReplaced() throws Exception {
        EngineFleet engines =
                serving(engine().hungAfter(Duration.ofSeconds(3)).restartedAfter(SOON, 3));
        List<StateChange> changes = new CopyOnWriteArrayList<>();
        engines.subscribe(changes::add);
        engines.startAll();
        ProcessHandle frozen = child(awaitState(engines, "tiny", EngineState.Ready.class));

        freeze(frozen);

        holds(() -> snapshot(engines, "tiny").run() == 2);
        assertEquals(List.of(CrashCause.HUNG), causes(changes));
        assertFalse(frozen.isAlive());
        awaitState(engines, "tiny", EngineState.Ready.class);
    }

    @Test
    void aRestartByHandWaitsForRequestsInFlight() {
        EngineFleet engines = serving(engine());
        engines.startAll();
        awaitState(engines, "tiny", EngineState.Ready.class);
        inFlight.set(1);

        engines.restart("tiny");
        awaitState(engines, "tiny", EngineState.Draining.class);
        inFlight.set(0);

        holds(() -> snapshot(engines, "tiny").run() == 2);
        awaitState(engines, "tiny", EngineState.Ready.class);
    }

    @Test
    void closeDrainsAndStopsAllEnginesAndLeavesNothing() {
        EngineFleet engines = serving(engine().named("one"), engine().named("two"));
        engines.startAll();
        ProcessHandle one = child(awaitState(engines, "one", EngineState.Ready.class));
        ProcessHandle two = child(awaitState(engines, "two", EngineState.Ready.class));

        engines.close();

        assertFalse(one.isAlive());
        assertFalse(two.isAlive());
        assertThrows(IllegalStateException.class, () -> engines.start("one"));
    }

    @Test
    void aSecondCloseEndsTheWaitForRequestsInFlight() throws InterruptedException {
        EngineFleet engines = serving(engine().drainingFor(Duration.ofMinutes(10)));
        engines.startAll();
        awaitState(engines, "tiny", EngineState.Ready.class);
        inFlight.set(1);
        Thread closing = Thread.startVirtualThread(engines::close);
        awaitState(engines, "tiny", EngineState.Draining.class);

        engines.close();

        assertTrue(closing.join(Duration.ofSeconds(20)), "still closing");
        assertInstanceOf(EngineState.Stopped.class, snapshot(engines, "tiny").state());
    }

    @Test
    void anEngineThatIsStartedAndClosedInOneBreathLeavesNothing() {
        EngineFleet engines = serving(engine());

        engines.startAll();
        engines.close();

        assertInstanceOf(EngineState.Stopped.class, snapshot(engines, "tiny").state());
    }

    @Test
    void aHundredQuickRestartsLeakNeitherThreadsNorDescriptors() throws IOException {
        EngineFleet engines =
                fleet(
                        (_, _) ->
                                new LaunchCommand(
                                        List.of("sh", "-c", "exit 1"), Map.of(), Map.of()),
                        engine().restartedAfter(Duration.ofMillis(1), 1_000_000));
        engines.startAll();
        holds(() -> snapshot(engines, "tiny").run() >= 5);
        long descriptors = openDescriptors();
        int threads = platformThreads();

        becomes(Duration.ofMinutes(2), () -> snapshot(engines, "tiny"), now -> now.run() >= 105);

        assertTrue(openDescriptors() < descriptors + 20, "descriptors: " + openDescriptors());
        assertTrue(platformThreads() < threads + 20, "threads: " + platformThreads());
    }

    @Test
    void manyEnginesAreReadSideBySide() {
        EngineFleet engines =
                fleet(
                        (spec, _) ->
                                new LaunchCommand(
                                        List.of("sh", "-c", "echo hello; exec sleep 60"),
                                        Map.of(),
                                        Map.of()),
                        IntStream.range(0, 12)
                                .mapToObj(i -> engine().named("engine-" + i))
                                .toArray(EngineSpecs[]::new));

        engines.startAll();

        for (int i = 0; i < 12; i++) {
            String name = "engine-" + i;
            holds(() -> ProcessFleet.log(engines, name).equals(List.of("hello")));
        }
    }

    @Test
    void aJumpOfTheMachinesClockEndsNobodysPatience() {
        var machine = new MovableTime();
        InstantSource steady = EngineFleet.steadyClock(machine);
        Instant before = steady.instant();

        machine.advance(Duration.ofDays(1));
        Instant forward = steady.instant();
        machine.advance(Duration.ofDays(-2));
        Instant back = steady.instant();

        assertFalse(forward.isAfter(before.plus(Duration.ofHours(1))));
        assertFalse(back.isBefore(forward));
    }

    @Test
    void anUnknownNameIsRefusedWithTheKnownOnes() {
        EngineFleet engines = serving(engine());

        NoSuchElementException refusal =
                assertThrows(NoSuchElementException.class, () -> engines.start("huge"));

        assertEquals("no engine is named huge; there are [tiny]", refusal.getMessage());
    }

    private EngineFleet serving(EngineSpecs... specs) {
        return fleet(
                (spec, site) ->
                        new LaunchCommand(
                                TinyEngine.command(site.port(), spec.model().name()),
                                Map.of(),
                                Map.of()),
                specs);
    }

    private EngineFleet fleet(Equipment.Commands commands, EngineSpecs... specs) {
        FleetSettings settings = TestEquipment.settings(stateDirectory);
        List<EngineSpec> engines = Stream.of(specs).map(EngineSpecs::build).toList();
        var opened =
                new EngineFleet(
                        engines,
                        settings,
                        TestEquipment.real(settings, commands),
                        _ -> inFlight.get(),
                        EngineFleet.steadyClock(Clock.systemUTC()));
        fleet = Optional.of(opened);
        return opened;
    }

    private static EngineSnapshot awaitState(
            EngineFleet engines, String name, Class<? extends EngineState> state) {
        return becomes(
                Duration.ofSeconds(30),
                () -> snapshot(engines, name),
                now -> state.isInstance(now.state()));
    }

    private static EngineSnapshot snapshot(EngineFleet engines, String name) {
        return engines.engines().stream()
                .filter(engine -> engine.spec().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void freeze(ProcessHandle process) throws Exception {
        String pid = String.valueOf(process.pid());
        assertEquals(0, new ProcessBuilder("kill", "-STOP", pid).start().waitFor());
    }

    private static List<CrashCause> causes(List<StateChange> changes) {
        return changes.stream()
                .map(change -> change.after().state())
                .filter(EngineState.BackingOff.class::isInstance)
                .map(state -> ((EngineState.BackingOff) state).crash().cause())
                .toList();
    }

    /// The process that serves the snapshot's port.
    private static ProcessHandle child(EngineSnapshot engine) {
        String port = String.valueOf(engine.endpoint().orElseThrow().getPort());
        return ProcessHandle.current()
                .descendants()
                .filter(process -> isEngine(process, port))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isEngine(ProcessHandle process, String port) {
        List<String> words = List.of(process.info().arguments().orElse(new String[0]));
        return words.contains(port) && !words.contains("dev.stoker.guard.Guard");
    }

    private static int platformThreads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    private static long openDescriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }
}
