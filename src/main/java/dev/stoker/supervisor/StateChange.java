package dev.stoker.supervisor;

import java.util.Optional;

/// One step of an engine from a state to another, told to whoever listens.
public record StateChange(EngineSnapshot before, EngineSnapshot after) {
    /// The crash that this change is about; empty where an earlier change told of it and only the
    /// date of the restart is new.
    public Optional<Crash> newCrash() {
        Optional<Crash> told = before.state().lastCrash();
        return after.state().lastCrash().filter(crash -> !told.equals(Optional.of(crash)));
    }
}
