package dev.stoker.supervisor.run;

import dev.stoker.supervisor.EngineSnapshot;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// All that an operator may see of one engine.
///
/// @param run the latest one; empty before the first
public record Inspection(EngineSnapshot snapshot, Optional<Run> run, EngineLog log) {
    /// What one run was given, and what it last told of itself.
    ///
    /// @param pid of the engine itself, below its guard; absent until the guard has told it
    /// @param gpus as `nvidia-smi` numbers them
    /// @param argv for people: secrets are masked
    /// @param metrics the engine's own page, as it was last read; empty before that
    public record Run(OptionalLong pid, int port, List<Integer> gpus, String argv, String metrics) {
        public Run {
            gpus = List.copyOf(gpus);
        }
    }
}
