package dev.stoker.supervisor.fleet;

import dev.stoker.engine.EngineSpec;
import dev.stoker.engine.Operation.IdleSettings.Action;
import dev.stoker.supervisor.EngineEvent;
import dev.stoker.supervisor.EngineSnapshot;
import dev.stoker.supervisor.EngineState;
import dev.stoker.supervisor.RequestsInFlight;
import dev.stoker.supervisor.Situation;
import dev.stoker.supervisor.StateChange;
import dev.stoker.supervisor.Step;
import dev.stoker.supervisor.run.EngineLog;
import dev.stoker.supervisor.run.EngineRun;
import dev.stoker.supervisor.run.Equipment;
import dev.stoker.supervisor.run.FleetSettings;
import dev.stoker.supervisor.run.Inspection;
import dev.stoker.supervisor.run.StartRun;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Keeps one engine as it is wanted: a mailbox, and one thread that asks the lifecycle what each
/// event leads to and does it. The situation and the run are that thread's own. Others post events
/// and read the snapshot.
public final class Supervisor implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("dev.stoker.supervisor");

    private final Equipment equipment;
    private final FleetSettings settings;
    private final InstantSource clock;
    private final Consumer<StateChange> listener;
    private final StartRun startRun;
    private final Chronicle chronicle;
    private final IdleClock idleClock;
    private final Historian historian = new Historian();
    private final Callers callers = new Callers(this::changesWithTime);
    private final Mailbox mailbox = new Mailbox();
    private final EngineLog log;
    private final Thread loop;
    private volatile EngineSpec spec;
    private volatile @Nullable EngineRun run;
    private volatile EngineSnapshot snapshot;
    private volatile Situation situation = Situation.initial();

    /// @param clock must be steady: a jump would end the patience with an engine early
    /// @param listener is told each change of state, on the supervisor's thread
    public Supervisor(
            EngineSpec spec,
            Equipment equipment,
            FleetSettings settings,
            InstantSource clock,
            Consumer<StateChange> listener) {
        this.spec = spec;
        this.equipment = equipment;
        this.clock = clock;
        this.listener = listener;
        this.settings = settings;
        this.log = new EngineLog(clock.instant());
        this.startRun =
                new StartRun(
                        () -> this.spec,
                        equipment,
                        settings,
                        clock,
                        new StartRun.Owner(mailbox::post, log, callers::inFlight));
        this.idleClock = new IdleClock(() -> this.spec.operation().idle());
        this.chronicle = new Chronicle(equipment);
        this.snapshot = portrait();
        this.loop =
                Thread.ofVirtual()
                        .name("supervisor-" + spec.name())
                        .unstarted(() -> mailbox.handleAll(this::handle, this::failed));
    }

    /// Starts to listen to events; the engine is stopped until it is wanted.
    public Supervisor open() {
        loop.start();
        return this;
    }

    /// Describes the engine anew: how it is launched and probed counts from its next run on.
    void describe(EngineSpec next) {
        spec = next;
        mailbox.post(new EngineEvent.Tick(clock.instant(), callers.inFlight())); // to be shown
    }

    EngineSpec described() {
        return spec;
    }

    public EngineSnapshot snapshot() {
        return snapshot;
    }

    public void start() {
        mailbox.post(new EngineEvent.StartWanted(clock.instant()));
    }

    /// Stops the engine once its requests in flight are answered, or its drain timeout is over.
    public void stop() {
        mailbox.post(new EngineEvent.StopWanted(clock.instant()));
    }

    /// Stops the engine now.
    public void kill() {
        mailbox.post(new EngineEvent.KillWanted(clock.instant()));
    }

    /// A request came that this engine is to answer: it wakes, and does not fall asleep.
    public void wanted() {
        idleClock.used();
        callers.asked();
        if (snapshot.state() instanceof EngineState.Sleeping) {
            mailbox.post(new EngineEvent.WakeWanted(clock.instant()));
        }
    }

    /// Lets time pass.
    ///
    /// @return whether a second may pass until the next call, unless a request comes or the state
    ///   changes; else it should come ten times a second
    public boolean tick(RequestsInFlight requests) {
        EngineState state = snapshot.state();
        callers.count(requests, spec.name(), state, clock.instant()).ifPresent(mailbox::post);
        Optional.ofNullable(run).filter(_ -> callers.came()).ifPresent(EngineRun::requestsCame);
        return callers.areCalm(state);
    }

    /// Whether an engine that serves and has nothing to do is to rest, or crashes to be forgiven.
    private boolean changesWithTime() {
        return !situation.crashes().isEmpty() || spec.operation().idle().action() != Action.NONE;
    }

    /// What operators may see of the engine.
    public Inspection inspect() {
        return new Inspection(snapshot, Optional.ofNullable(run).map(EngineRun::inspect), log);
    }

    /// Whether nothing of it is still to come: one that was closed answers no event any more.
    boolean isSettled() {
        return mailbox.isSettled() || !loop.isAlive();
    }

    /// Ends the thread. An engine that still runs is left to its guard.
    @Override
    public void close() {
        loop.interrupt();
        try {
            loop.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        chronicle.close();
    }

    private void failed(EngineEvent event, RuntimeException fault) {
        LOG.log(Level.ERROR, "event failed engine=%s %s".formatted(spec.name(), event), fault);
    }

    private void handle(EngineEvent event) {
        Situation before = situation;
        Step step = settings.lifecycle(spec.operation()).next(before, event);
        situation = step.next();
        note(before, event);
        step.effects().forEach(this::perform);
        if (situation.isDown()) {
            equipment.gpus().release(spec.name());
        }
        publish(before);
    }

    private void note(Situation before, EngineEvent event) {
        if (event instanceof EngineEvent.Tick tick) {
            idleClock.after(tick, situation.state()).ifPresent(mailbox::post);
        }
        historian.note(before, situation, event.at());
        if (event instanceof EngineEvent.Gone) {
            Optional.ofNullable(run).flatMap(EngineRun::aftermath).ifPresent(historian::ended);
        }
    }

    private void perform(Step.Effect effect) {
        Optional<EngineRun> current = Optional.ofNullable(run);
        switch (effect) {
            case LAUNCH -> run = startRun.start(situation.run()).orElse(null);
            case TERMINATE -> current.ifPresent(EngineRun::terminate);
            case KILL -> current.ifPresent(EngineRun::kill);
            case SLEEP -> current.ifPresent(EngineRun::sleep);
            case WAKE -> current.ifPresent(EngineRun::wake);
        }
    }

    private void publish(Situation before) {
        EngineSnapshot old = snapshot;
        EngineSnapshot now = portrait();
        snapshot = now;
        if (before.state().equals(situation.state())) {
            return;
        }
        var change = new StateChange(old, now);
        chronicle.write(change, new Chronicle.Scene(Optional.ofNullable(run), callers.ids()));
        listener.accept(change);
    }

    private EngineSnapshot portrait() {
        Optional<EngineRun.Order> order = Optional.ofNullable(run).map(EngineRun::order);
        return new Portrait(spec, order, clock.instant()).of(situation, historian.history());
    }
}
