package dev.stoker.testkit;

import dev.stoker.engine.EngineSpec;
import dev.stoker.engine.LaunchSite;
import dev.stoker.engine.launch.LaunchCommand;
import dev.stoker.supervisor.gpu.Gpu;
import dev.stoker.supervisor.gpu.GpuLedger;
import dev.stoker.supervisor.memory.CrashBundles;
import dev.stoker.supervisor.memory.StartHistory;
import dev.stoker.supervisor.probe.HealthProbe;
import dev.stoker.supervisor.probe.HttpHealthProbe;
import dev.stoker.supervisor.process.FreePorts;
import dev.stoker.supervisor.process.GuardedLauncher;
import dev.stoker.supervisor.process.ProcessLauncher;
import dev.stoker.supervisor.run.Equipment;
import dev.stoker.supervisor.run.FleetSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// A fleet's surroundings for tests.
public final class TestEquipment {
    private static final Path CLASSES = Path.of("target/classes").toAbsolutePath();

    private TestEquipment() {}

    public static FleetSettings settings(Path stateDirectory) {
        return new FleetSettings(
                stateDirectory,
                GuardedLauncher.javaGuard(CLASSES),
                Duration.ofSeconds(2),
                Map.of(),
                Optional.empty());
    }

    /// A machine with four GPUs, where every engine is the command `engine --port N`.
    public static Equipment scripted(
            FleetSettings settings, ProcessLauncher launcher, HealthProbe probe) {
        return scripted(settings, launcher, probe, List.of());
    }

    /// As above, where the installed engine is known not to understand something.
    public static Equipment scripted(
            FleetSettings settings,
            ProcessLauncher launcher,
            HealthProbe probe,
            List<String> problems) {
        return new Equipment(
                new ScriptedCommands(problems),
                launcher,
                probe,
                new GpuLedger(
                        () -> IntStream.range(0, 4).mapToObj(i -> new Gpu(i, 81559, 0)).toList()),
                memory(settings));
    }

    /// Real processes and real HTTP.
    public static Equipment real(FleetSettings settings, Equipment.Commands commands) {
        return new Equipment(
                commands,
                new GuardedLauncher(settings.guard()),
                new HttpHealthProbe(Duration.ofSeconds(20)),
                new GpuLedger(List::of),
                memory(settings));
    }

    private record ScriptedCommands(List<String> problems) implements Equipment.Commands {
        @Override
        public LaunchCommand command(EngineSpec spec, LaunchSite site) {
            return new LaunchCommand(
                    List.of("engine", "--port", String.valueOf(site.port())), Map.of(), Map.of());
        }

        @Override
        public List<String> problems(EngineSpec spec) {
            return problems;
        }
    }

    private static Equipment.Memory memory(FleetSettings settings) {
        return new Equipment.Memory(
                new FreePorts(),
                new StartHistory(settings.stateDirectory()),
                new CrashBundles(settings.stateDirectory()));
    }
}
