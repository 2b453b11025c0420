package dev.stoker.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stoker.engine.EngineSpec;
import dev.stoker.supervisor.Crash;
import dev.stoker.supervisor.EngineSnapshot;
import dev.stoker.supervisor.EngineState;
import dev.stoker.supervisor.StateChange;
import dev.stoker.supervisor.fleet.EngineFleet;
import dev.stoker.supervisor.run.EngineLog;
import dev.stoker.supervisor.run.Equipment;
import dev.stoker.supervisor.run.FleetSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// A fleet of one engine over real child processes, real HTTP and real time.
public final class ProcessFleet implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final AtomicInteger inFlight = new AtomicInteger();
    private final List<Crash> crashes =
            new ArrayList<>(); // guarded by itself: told by a supervisor
    private final EngineFleet fleet;
    private final String engine;

    /// @param equipment made for the settings of all test fleets
    public ProcessFleet(
            Path stateDirectory, EngineSpec spec, Function<FleetSettings, Equipment> equipment) {
        FleetSettings usual = TestEquipment.settings(stateDirectory);
        Map<String, String> environment =
                Map.of(
                        "STOKER_PROGRAM_PATH",
                        Path.of("target/classes").toAbsolutePath().toString());
        var settings =
                new FleetSettings(
                        stateDirectory,
                        usual.guard(),
                        usual.stopTimeout(),
                        environment,
                        usual.caches());
        this.engine = spec.name();
        this.fleet =
                new EngineFleet(
                        List.of(spec),
                        settings,
                        equipment.apply(settings),
                        _ -> inFlight.get(),
                        EngineFleet.steadyClock(Clock.systemUTC()));
        fleet.subscribe(this::remember);
    }

    /// The engine is what its kind's own command starts.
    public static ProcessFleet of(Path stateDirectory, EngineSpec spec) {
        return new ProcessFleet(
                stateDirectory,
                spec,
                settings ->
                        TestEquipment.real(
                                settings, (one, site) -> one.dialect().command(one, site)));
    }

    public EngineFleet fleet() {
        return fleet;
    }

    public ProcessFleet started() {
        fleet.start(engine);
        return this;
    }

    public EngineSnapshot snapshot() {
        return fleet.engines().getFirst();
    }

    /// Waits until the engine is in that state.
    public <S extends EngineState> S await(Class<S> state) {
        return state.cast(
                Eventually.becomes(PATIENCE, () -> snapshot().state(), state::isInstance));
    }

    /// Waits until a later run than that serves.
    public EngineSnapshot awaitReadyAfter(long run) {
        return Eventually.becomes(
                PATIENCE,
                this::snapshot,
                now -> now.run() > run && now.state() instanceof EngineState.Ready);
    }

    /// Every crash so far, oldest first.
    public List<Crash> crashes() {
        synchronized (crashes) {
            return List.copyOf(crashes);
        }
    }

    public void setInFlight(int requests) {
        inFlight.set(requests);
    }

    /// Every process below this test's own whose command line holds that word.
    public List<ProcessHandle> processes(String word) {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> Processes.commandLine(process).contains(word))
                .filter(process -> !Processes.commandLine(process).contains("guard.Guard"))
                .toList();
    }

    /// The last lines of all runs of an engine, oldest first.
    public static List<String> log(EngineFleet fleet, String engine) {
        return fleet.inspect(engine).log().after(0, Integer.MAX_VALUE).stream()
                .map(EngineLog.Line::text)
                .toList();
    }

    /// Sends a signal by its name.
    public static void signal(String name, ProcessHandle process) throws Exception {
        String pid = String.valueOf(process.pid());
        assertEquals(0, new ProcessBuilder("kill", "-" + name, pid).start().waitFor());
    }

    @Override
    public void close() {
        fleet.kill();
        fleet.close();
    }

    private void remember(StateChange change) {
        synchronized (crashes) {
            change.newCrash().ifPresent(crashes::add);
        }
    }
}
