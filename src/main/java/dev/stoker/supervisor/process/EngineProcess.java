package dev.stoker.supervisor.process;

import java.util.List;
import java.util.OptionalLong;

/// A handle on the processes of one run. Its calls return at once; what comes of them is told to
/// the run's `ProcessWatcher`.
public interface EngineProcess {
    /// The process id of the engine itself; absent until it is known.
    OptionalLong pid();

    /// Asks the engine to end, by its stop recipe.
    void terminate();

    /// Ends every process of the engine, whichever group or session it moved to.
    void kill();

    /// The last lines of the engine's output, oldest first, secrets masked.
    List<String> log();
}
