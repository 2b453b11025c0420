package dev.stoker.supervisor;

import java.util.Optional;

/// One step of an engine from a state to another, told to whoever listens.
public record StateChange(EngineSnapshot before, EngineSnapshot after) {
    /// The crash that this change is about; empty where an earlier change told of it and only the
    /// date of the restart is new.
    public Optional<Crash> newCrash() {
        Optional<Crash> told = crashOf(before.state());
        return crashOf(after.state()).filter(crash -> !told.equals(Optional.of(crash)));
    }

    private static Optional<Crash> crashOf(EngineState state) {
        return switch (state) {
            case EngineState.BackingOff(Crash crash, _) -> Optional.of(crash);
            case EngineState.Failed(Crash crash) -> Optional.of(crash);
            case EngineState.Stopped _,
                    EngineState.Starting _,
                    EngineState.Ready _,
                    EngineState.Sleeping _,
                    EngineState.Draining _ ->
                    Optional.empty();
        };
    }
}
