package dev.stoker.supervisor.run;

import dev.stoker.supervisor.Aftermath;
import dev.stoker.supervisor.Crash;
import dev.stoker.supervisor.CrashCause;
import dev.stoker.supervisor.gpu.GpuMemory;
import dev.stoker.supervisor.process.OomKills;
import dev.stoker.supervisor.process.ProcessWatcher.Remnants;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/// What was so around a run before its launch, against which its end is held.
///
/// @param memory of the run's GPUs
/// @param oomKillsBefore the count before the launch
record Circumstances(GpuMemory memory, OomKills oomKills, long oomKillsBefore) {
    private static final System.Logger LOG = System.getLogger("dev.stoker.supervisor");
    private static final Duration GPU_MEMORY_RETURNS = Duration.ofSeconds(10);
    private static final Set<CrashCause> MAY_BE_OOM =
            EnumSet.of(CrashCause.KILLED_BY_HOST, CrashCause.WORKER_DIED, CrashCause.UNKNOWN);

    static Circumstances now(GpuMemory memory) {
        OomKills kills = OomKills.here();
        return new Circumstances(memory, kills, kills.count());
    }

    /// The same crash, unless others had a part in it: memory that they held on the GPU before the
    /// launch is no fault of the configuration, and the kernel may have killed for memory.
    Crash explain(Crash crash) {
        if (crash.cause() == CrashCause.OUT_OF_MEMORY_AT_LOAD && !memory.holders().isEmpty()) {
            return because(
                    CrashCause.GPU_TAKEN, crash, "held by " + GpuMemory.words(memory.holders()));
        }
        long kills = oomKills.count() - oomKillsBefore;
        return kills > 0 && MAY_BE_OOM.contains(crash.cause())
                ? because(
                        CrashCause.KILLED_BY_HOST,
                        crash,
                        "the kernel killed %d processes for want of memory since the launch"
                                .formatted(kills))
                : crash;
    }

    /// Waits for the GPU memory of a run that has no process left, and tells what was found.
    Aftermath aftermath(EngineRun.Order order, Remnants remnants) {
        GpuMemory.Leftover left = memory.awaitReturn(GPU_MEMORY_RETURNS);
        String holders = GpuMemory.words(left.holders());
        if (left.total() > 0) {
            LOG.log(
                    Level.WARNING,
                    "gpu memory did not come back engine=%s run=%d kept=%s held-by=\"%s\""
                            .formatted(order.spec().name(), order.run(), left.kept(), holders));
        }
        return new Aftermath(
                order.run(), remnants.processes(), remnants.files(), left.total(), holders);
    }

    private static Crash because(CrashCause cause, Crash crash, String reason) {
        return new Crash(cause, crash.detail() + "; " + reason, crash.at());
    }
}
