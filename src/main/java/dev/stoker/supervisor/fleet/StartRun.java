package dev.stoker.supervisor.fleet;

import dev.stoker.supervisor.Crash;
import dev.stoker.supervisor.CrashCause;
import dev.stoker.supervisor.EngineEvent;
import dev.stoker.supervisor.gpu.GpuMemory;
import dev.stoker.supervisor.probe.HealthProbe;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/// Starts one run, or tells the supervisor why there is none.
final class StartRun {
    private static final System.Logger LOG = System.getLogger("dev.stoker.supervisor");

    private final PrepareRun prepareRun;
    private final Equipment equipment;
    private final InstantSource clock;
    private final Outlet outlet;
    private final IntSupplier inFlight;

    /// Where what comes of a run goes: events to its supervisor, output to the engine's log.
    record Outlet(Consumer<EngineEvent> mailbox, EngineLog log) {}

    StartRun(
            PrepareRun prepareRun,
            Equipment equipment,
            InstantSource clock,
            Outlet outlet,
            IntSupplier inFlight) {
        this.prepareRun = prepareRun;
        this.equipment = equipment;
        this.clock = clock;
        this.outlet = outlet;
        this.inFlight = inFlight;
    }

    Optional<EngineRun> start(long run) {
        try {
            return switch (prepareRun.next(run)) {
                case PrepareRun.Refused(CrashCause cause, String detail) ->
                        refuse(run, cause, detail);
                case PrepareRun.Prepared(EngineRun.Order order, GpuMemory memory) ->
                        Optional.of(launch(order, memory));
            };
        } catch (IOException | RuntimeException broken) {
            LOG.log(Level.ERROR, "engine was not launched run=" + run, broken);
            return refuse(run, CrashCause.UNKNOWN, "could not be launched: " + broken);
        }
    }

    private EngineRun launch(EngineRun.Order order, GpuMemory memory) throws IOException {
        var watch =
                new EngineWatch(
                        new HealthProbe.Target(order.spec(), order.endpoint()),
                        order.run(),
                        new EngineWatch.Senses(equipment.probe(), clock, inFlight),
                        outlet.mailbox());
        var surroundings = new EngineRun.Surroundings(Circumstances.now(memory), outlet.log());
        var run = new EngineRun(order, clock, outlet.mailbox(), watch, surroundings);
        run.begin(equipment.launcher());
        LOG.log(
                Level.INFO,
                "engine launched engine=%s run=%d port=%d gpus=%s gpus-held-by=\"%s\" argv=\"%s\""
                        .formatted(
                                order.spec().name(),
                                order.run(),
                                order.site().port(),
                                order.site().gpus(),
                                GpuMemory.words(memory.holders()),
                                order.argv()));
        return run;
    }

    private Optional<EngineRun> refuse(long run, CrashCause cause, String detail) {
        Instant now = clock.instant();
        outlet.mailbox()
                .accept(new EngineEvent.NotLaunched(run, now, new Crash(cause, detail, now)));
        return Optional.empty();
    }
}
