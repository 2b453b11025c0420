package dev.stoker.supervisor.fleet;

import dev.stoker.engine.EngineSpec;
import dev.stoker.engine.LaunchSite;
import dev.stoker.engine.launch.LaunchCommand;
import dev.stoker.supervisor.run.Equipment;
import dev.stoker.supervisor.run.FleetSettings;
import java.nio.file.Path;
import java.util.List;

/// Whether two descriptions of an engine would launch the same thing: then a changed one needs no
/// restart.
final class LaunchComparison {
    private final Equipment.Commands commands;
    private final LaunchSite nowhere;

    LaunchComparison(Equipment.Commands commands, FleetSettings settings) {
        this.commands = commands;
        this.nowhere = new LaunchSite(0, Path.of("engine"), List.of(), settings.environment());
    }

    boolean alike(EngineSpec one, EngineSpec other) {
        return one.dialect().equals(other.dialect())
                && one.compute().equals(other.compute())
                && one.model().name().equals(other.model().name())
                && command(one).equals(command(other));
    }

    /// @throws RuntimeException where it cannot be launched at all
    LaunchCommand command(EngineSpec spec) {
        return commands.command(spec, nowhere);
    }
}
