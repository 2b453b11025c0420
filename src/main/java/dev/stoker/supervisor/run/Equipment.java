package dev.stoker.supervisor.run;

import dev.stoker.engine.EngineSpec;
import dev.stoker.engine.LaunchSite;
import dev.stoker.engine.launch.LaunchCommand;
import dev.stoker.supervisor.gpu.GpuLedger;
import dev.stoker.supervisor.gpu.NvidiaSmi;
import dev.stoker.supervisor.memory.CrashBundles;
import dev.stoker.supervisor.memory.StartHistory;
import dev.stoker.supervisor.probe.FollowerProbe;
import dev.stoker.supervisor.probe.HealthProbe;
import dev.stoker.supervisor.probe.HttpHealthProbe;
import dev.stoker.supervisor.probe.WeightDaemonProbe;
import dev.stoker.supervisor.process.FreePorts;
import dev.stoker.supervisor.process.GuardedLauncher;
import dev.stoker.supervisor.process.ProcessLauncher;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// All through which supervisors touch the world; shared by the supervisors of a fleet.
public record Equipment(
        Commands commands,
        ProcessLauncher launcher,
        HealthProbe probe,
        GpuLedger gpus,
        Memory memory) {
    private static final Duration FIRST_ANSWER = Duration.ofMinutes(10);

    /// Turns an engine into the command of one run.
    public interface Commands {
        LaunchCommand command(EngineSpec spec, LaunchSite site);

        /// What is built for it before it is launched; empty where nothing is.
        default Optional<Path> buildOutput(EngineSpec spec, LaunchSite site) {
            return Optional.empty();
        }

        /// What the installed engine is known not to understand of it, one line each.
        default List<String> problems(EngineSpec spec) {
            return List.of();
        }
    }

    /// What outlives a run.
    public record Memory(FreePorts ports, StartHistory starts, CrashBundles crashes) {}

    /// The real world: dialects, guarded processes, HTTP, `nvidia-smi`, the state directory.
    public static Equipment real(FleetSettings settings) {
        GpuLedger gpus = new GpuLedger(new NvidiaSmi("nvidia-smi"));
        return new Equipment(
                new Dialects(settings, gpus),
                new GuardedLauncher(settings.guard()),
                FollowerProbe.beside(
                        WeightDaemonProbe.beside(
                                new HttpHealthProbe(FIRST_ANSWER),
                                daemon ->
                                        RunPlace.of(settings.stateDirectory(), daemon.name())
                                                .scratch())),
                gpus,
                new Memory(
                        new FreePorts(),
                        new StartHistory(settings.stateDirectory()),
                        new CrashBundles(settings.stateDirectory())));
    }
}
