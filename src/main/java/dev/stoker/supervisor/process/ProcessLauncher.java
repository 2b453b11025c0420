package dev.stoker.supervisor.process;

import dev.stoker.engine.EngineDialect.StopRecipe;
import dev.stoker.engine.launch.LaunchCommand;
import java.io.IOException;

/// Starts engines; a seam to the operating system.
public interface ProcessLauncher {

    /// One run to start.
    record Launch(String engine, long run, LaunchCommand command, StopRecipe stop) {}

    /// Starts the engine. A program that is not there is reported to the watcher as an exit.
    ///
    /// @throws IOException when a file of the command cannot be written, or no guard be started
    EngineProcess launch(Launch launch, ProcessWatcher watcher) throws IOException;
}
