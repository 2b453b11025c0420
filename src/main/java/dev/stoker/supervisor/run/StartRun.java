package dev.stoker.supervisor.run;

import dev.stoker.engine.EngineSpec;
import dev.stoker.supervisor.Crash;
import dev.stoker.supervisor.CrashCause;
import dev.stoker.supervisor.EngineEvent;
import dev.stoker.supervisor.gpu.GpuMemory;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/// Starts one run, or tells the supervisor why there is none.
public final class StartRun {
    private static final System.Logger LOG = System.getLogger("dev.stoker.supervisor");

    private final PrepareRun prepareRun;
    private final Equipment equipment;
    private final InstantSource clock;
    private final Owner owner;

    /// Whose run it is.
    ///
    /// @param mailbox gets what happens to the run, on any thread
    /// @param log gets its output
    /// @param inFlight tells how many requests the engine owes an answer
    public record Owner(Consumer<EngineEvent> mailbox, EngineLog log, IntSupplier inFlight) {}

    /// @param described the engine as it is described when a run is prepared
    public StartRun(
            Supplier<EngineSpec> described,
            Equipment equipment,
            FleetSettings settings,
            InstantSource clock,
            Owner owner) {
        this.prepareRun = new PrepareRun(described, equipment, settings);
        this.equipment = equipment;
        this.clock = clock;
        this.owner = owner;
    }

    /// @param run its number, larger than that of any run before
    /// @return empty when nothing was launched; the owner's mailbox got the reason
    public Optional<EngineRun> start(long run) {
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
        var senses = new Pulse.Senses(equipment.probe(), clock, owner.inFlight());
        var watch = new EngineWatch(order, senses, owner.mailbox());
        var surroundings = new EngineRun.Surroundings(Circumstances.now(memory), owner.log());
        var run = new EngineRun(order, clock, owner.mailbox(), watch, surroundings);
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
        owner.mailbox()
                .accept(new EngineEvent.NotLaunched(run, now, new Crash(cause, detail, now)));
        return Optional.empty();
    }
}
