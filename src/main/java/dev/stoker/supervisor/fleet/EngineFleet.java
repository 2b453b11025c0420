package dev.stoker.supervisor.fleet;

import dev.stoker.engine.EngineSpec;
import dev.stoker.supervisor.EngineSnapshot;
import dev.stoker.supervisor.RequestsInFlight;
import dev.stoker.supervisor.StateChange;
import dev.stoker.supervisor.gpu.Gpu;
import dev.stoker.supervisor.memory.CrashBundles;
import dev.stoker.supervisor.run.Equipment;
import dev.stoker.supervisor.run.FleetSettings;
import dev.stoker.supervisor.run.Inspection;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// All engines together.
public final class EngineFleet implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("dev.stoker.supervisor");
    private static final Duration LAST_RESORT = Duration.ofSeconds(30);

    private final Roster roster;
    private final FleetSettings settings;
    private final Equipment equipment;
    private final RequestsInFlight inFlight;
    private final List<Consumer<StateChange>> listeners = new CopyOnWriteArrayList<>();
    private final Redescription redescription;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final Beat beat = new Beat();

    /// Engines are supervised from now on, and stopped until they are started.
    ///
    /// @param clock must be steady: see `steadyClock`
    public EngineFleet(
            List<EngineSpec> specs,
            FleetSettings settings,
            Equipment equipment,
            RequestsInFlight inFlight,
            InstantSource clock) {
        this.settings = settings;
        this.equipment = equipment;
        this.inFlight = inFlight;
        this.roster =
                new Roster(spec ->
                        new Supervisor(spec, equipment, settings, clock, this::tell).open());
        this.redescription = new Redescription(roster, equipment, settings);
        specs.forEach(roster::add);
        inFlight.onArrival(beat::stir);
        // not virtual: to wake such a one ten times a second takes two more threads
        Thread.ofPlatform().daemon().name("fleet-ticker").start(this::keepTicking);
    }

    /// A clock that begins with the machine's and then only moves forward: corrections of the
    /// machine's time must not end anybody's patience.
    public static InstantSource steadyClock(InstantSource machine) {
        Instant begin = machine.instant();
        long origin = System.nanoTime();
        return () -> begin.plusNanos(System.nanoTime() - origin);
    }

    /// Where each engine stands now, in the order of the catalog.
    public List<EngineSnapshot> engines() {
        return roster.all().stream().map(Supervisor::snapshot).toList();
    }

    public void startAll() {
        roster.all().forEach(Supervisor::start);
    }

    /// @throws NoSuchElementException when no engine has that name
    /// @throws IllegalStateException when the fleet is closing
    public void start(String name) {
        Supervisor supervisor = roster.named(name);
        if (closing.get()) {
            throw new IllegalStateException(name + " is not started: Stoker is stopping");
        }
        supervisor.described().model().keeper().flatMap(roster::find).ifPresent(Supervisor::start);
        supervisor.start();
    }

    /// Drains the engine, then stops it.
    ///
    /// @throws NoSuchElementException when no engine has that name
    public void stop(String name) {
        roster.named(name).stop();
    }

    /// Drains the engine, stops it, starts it again.
    ///
    /// @throws NoSuchElementException when no engine has that name
    /// @throws IllegalStateException when the fleet is closing
    public void restart(String name) {
        stop(name);
        start(name);
    }

    /// A request came for the engine: one that sleeps wakes, and none falls asleep for want of
    /// work.
    ///
    /// @throws NoSuchElementException when no engine has that name
    public void wanted(String name) {
        roster.named(name).wanted();
        beat.stir();
    }

    /// All that an operator may see of the engine.
    ///
    /// @throws NoSuchElementException when no engine has that name
    public Inspection inspect(String name) {
        return roster.named(name).inspect();
    }

    /// All that an operator may see, in the order of the catalog.
    public List<Inspection> inspectAll() {
        return roster.all().stream().map(Supervisor::inspect).toList();
    }

    /// What is kept of the newest crashes of all engines.
    public CrashBundles crashes() {
        return equipment.memory().crashes();
    }

    /// Makes the fleet what these describe, engine by engine: see [Redescription].
    ///
    /// @return what becomes of each engine, by name
    /// @throws RefusedChange when one of them cannot be: then nothing is changed
    /// @throws IllegalStateException when the fleet is closing
    public Map<String, Redescription.Effect> apply(List<EngineSpec> specs) {
        if (closing.get()) {
            throw new IllegalStateException("nothing is changed: Stoker is stopping");
        }
        return redescription.apply(specs, () -> !closing.get());
    }

    /// The machine's GPUs, asked of the driver now; may take seconds.
    public List<Gpu> gpus() {
        return equipment.gpus().visible();
    }

    /// Tells the listener each change of state. It is called on the engine's supervisor thread: it
    /// must be quick, and what it throws is only logged.
    public void subscribe(Consumer<StateChange> listener) {
        listeners.add(listener);
    }

    /// Ends all engines now, whatever is in flight.
    public void kill() {
        roster.all().forEach(Supervisor::kill);
    }

    /// Drains and stops all engines side by side, and returns when none is left. A second call,
    /// from another thread, ends the waiting: all are killed.
    @Override
    public void close() {
        if (closing.getAndSet(true)) {
            kill();
            return;
        }
        roster.all().forEach(Supervisor::stop);
        if (!Roster.awaitStopped(
                roster.all(), roster.longestDrain().plus(settings.stopTimeout().multipliedBy(2)))) {
            kill();
            if (!Roster.awaitStopped(roster.all(), LAST_RESORT)) {
                LOG.log(Level.ERROR, "engines were left to their guards engines=" + engines());
            }
        }
        beat.close();
        roster.all().forEach(Supervisor::close);
    }

    private void keepTicking() {
        var waitedFor = new Borrowers(roster, inFlight);
        beat.repeat(() -> {
            boolean calm = true;
            for (Supervisor supervisor : roster.all()) {
                calm &= supervisor.tick(waitedFor);
            }
            return calm;
        });
    }

    private void tell(StateChange change) {
        beat.stir();
        for (Consumer<StateChange> listener : listeners) {
            try {
                listener.accept(change);
            } catch (RuntimeException listenersFault) {
                LOG.log(Level.WARNING, "listener failed", listenersFault);
            }
        }
    }
}
