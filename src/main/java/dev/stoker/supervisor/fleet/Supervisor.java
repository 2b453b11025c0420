package dev.stoker.supervisor.fleet;

import dev.stoker.engine.EngineSpec;
import dev.stoker.engine.Operation;
import dev.stoker.supervisor.Crash;
import dev.stoker.supervisor.CrashCause;
import dev.stoker.supervisor.EngineEvent;
import dev.stoker.supervisor.EngineSnapshot;
import dev.stoker.supervisor.EngineState;
import dev.stoker.supervisor.Lifecycle;
import dev.stoker.supervisor.RestartPolicy;
import dev.stoker.supervisor.Situation;
import dev.stoker.supervisor.StateChange;
import dev.stoker.supervisor.Step;
import dev.stoker.supervisor.probe.HealthProbe;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Keeps one engine as it is wanted: a mailbox, and one thread that asks the lifecycle what each
/// event leads to and does it.
///
/// The situation and the run are that thread's own. Others post events and read the snapshot.
public final class Supervisor implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("dev.stoker.supervisor");

    private final EngineSpec spec;
    private final Equipment equipment;
    private final InstantSource clock;
    private final Consumer<StateChange> listener;
    private final Lifecycle lifecycle;
    private final PrepareRun prepareRun;
    private final Chronicle chronicle;
    private final Mailbox mailbox = new Mailbox();
    private final AtomicReference<EngineSnapshot> snapshot;
    private final Thread loop;
    private volatile @Nullable EngineRun run;
    private volatile int inFlight;
    private Situation situation = Situation.initial();

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
        Operation operation = spec.operation();
        this.lifecycle =
                new Lifecycle(
                        new Lifecycle.Patience(
                                operation.startTimeout(),
                                operation.drainTimeout(),
                                settings.stopTimeout()),
                        new RestartPolicy(
                                operation.restart(), () -> ThreadLocalRandom.current().nextLong()));
        this.prepareRun = new PrepareRun(spec, equipment, settings);
        this.chronicle = new Chronicle(equipment.memory().starts(), equipment.memory().crashes());
        this.snapshot = new AtomicReference<>(describe(situation));
        this.loop = Thread.ofVirtual().name("supervisor-" + spec.name()).unstarted(this::work);
    }

    /// Starts to listen to events; the engine is stopped until it is wanted.
    public Supervisor open() {
        loop.start();
        return this;
    }

    public EngineSnapshot snapshot() {
        return snapshot.get();
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

    /// Lets time pass; called several times a second.
    ///
    /// @param inFlight requests sent to the engine and not answered yet
    public void tick(int inFlight) {
        this.inFlight = inFlight;
        mailbox.post(new EngineEvent.Tick(clock.instant(), inFlight));
    }

    /// The last lines of the latest run, oldest first, secrets masked.
    public List<String> log() {
        EngineRun latest = run;
        return latest == null ? List.of() : latest.log();
    }

    /// Whether the engine is stopped, and nothing that was asked so far will change that.
    boolean isStopped() {
        return mailbox.isSettled() && snapshot().state() instanceof EngineState.Stopped;
    }

    /// Ends the thread. An engine that still runs is left to its guard.
    @Override
    public void close() {
        loop.interrupt();
    }

    private void work() {
        try {
            while (true) {
                handle(mailbox.take());
                mailbox.handled();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void handle(EngineEvent event) {
        Situation before = situation;
        Step step = lifecycle.next(before, event);
        situation = step.next();
        step.effects().forEach(this::perform);
        if (isDown(situation)) {
            equipment.gpus().release(spec.name());
        }
        publish(before);
    }

    private void perform(Step.Effect effect) {
        Optional<EngineRun> current = Optional.ofNullable(run);
        switch (effect) {
            case LAUNCH -> launch();
            case TERMINATE -> current.ifPresent(EngineRun::terminate);
            case KILL -> current.ifPresent(EngineRun::kill);
        }
    }

    private static boolean isDown(Situation situation) {
        return situation.empty()
                && (situation.state() instanceof EngineState.Stopped
                        || situation.state() instanceof EngineState.Failed);
    }

    private void launch() {
        run = null;
        try {
            switch (prepareRun.next(situation.run())) {
                case PrepareRun.Refused(CrashCause cause, String detail) -> refuse(cause, detail);
                case PrepareRun.Prepared(EngineRun.Order order) -> launch(order);
            }
        } catch (IOException | RuntimeException broken) {
            LOG.log(Level.ERROR, "engine was not launched engine=" + spec.name(), broken);
            refuse(CrashCause.UNKNOWN, "could not be launched: " + broken);
        }
    }

    private void launch(EngineRun.Order order) throws IOException {
        var watch =
                new EngineWatch(
                        new HealthProbe.Target(spec, order.endpoint()),
                        order.run(),
                        new EngineWatch.Senses(equipment.probe(), clock, () -> inFlight),
                        mailbox::post);
        var next = new EngineRun(order, clock, mailbox::post, watch);
        next.begin(equipment.launcher());
        run = next;
        LOG.log(
                Level.INFO,
                "engine launched engine=%s run=%d %s"
                        .formatted(spec.name(), order.run(), next.facts()));
    }

    private void refuse(CrashCause cause, String detail) {
        Instant now = clock.instant();
        mailbox.post(
                new EngineEvent.NotLaunched(situation.run(), now, new Crash(cause, detail, now)));
    }

    private void publish(Situation before) {
        EngineSnapshot old = snapshot.get();
        EngineSnapshot now = describe(situation);
        snapshot.set(now);
        if (before.state().equals(situation.state())) {
            return;
        }
        var change = new StateChange(old, now);
        chronicle.write(change, Optional.ofNullable(run));
        tell(change);
    }

    private void tell(StateChange change) {
        try {
            listener.accept(change);
        } catch (RuntimeException listenersFault) {
            LOG.log(Level.WARNING, "listener failed engine=" + spec.name(), listenersFault);
        }
    }

    private EngineSnapshot describe(Situation situation) {
        Optional<EngineRun.Order> order =
                situation.empty()
                        ? Optional.empty()
                        : Optional.ofNullable(run).map(EngineRun::order);
        return new EngineSnapshot(
                spec,
                withTimeLeft(situation.state(), order),
                situation.run(),
                order.map(EngineRun.Order::endpoint));
    }

    private EngineState withTimeLeft(EngineState state, Optional<EngineRun.Order> order) {
        if (state instanceof EngineState.Starting(Instant since, String phase, int percent, _)
                && order.isPresent()) {
            return new EngineState.Starting(
                    since,
                    phase,
                    percent,
                    order.get().estimate().timeLeft(since, percent, clock.instant()));
        }
        return state;
    }
}
