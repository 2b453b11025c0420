package dev.stoker.supervisor;

import java.time.Instant;
import java.util.List;

/// All that the lifecycle knows of one engine.
///
/// @param wanted whether it should be up: kept apart from what it is, so that a start which arrives
///   during a stop is not lost
/// @param run counts launches; 0 before the first
/// @param crashes recent ones, oldest first, that no stable run has forgiven yet
public record Situation(
        EngineState state, boolean wanted, long run, Processes processes, List<Instant> crashes) {

    /// What exists of the engine on the machine.
    public sealed interface Processes {
        record None() implements Processes {}

        record Running() implements Processes {}

        /// Told to end.
        ///
        /// @param killAt when patience ends
        record Ending(Instant killAt) implements Processes {}
    }

    public Situation {
        crashes = List.copyOf(crashes);
    }

    /// Never launched, not wanted.
    public static Situation initial() {
        return new Situation(new EngineState.Stopped(), false, 0, new Processes.None(), List.of());
    }

    Situation in(EngineState next) {
        return new Situation(next, wanted, run, processes, crashes);
    }

    Situation wanted(boolean up) {
        return new Situation(state, up, run, processes, crashes);
    }

    Situation with(Processes now) {
        return new Situation(state, wanted, run, now, crashes);
    }

    Situation remembering(List<Instant> crashes) {
        return new Situation(state, wanted, run, processes, crashes);
    }

    Situation nextRun() {
        return new Situation(state, wanted, run + 1, new Processes.Running(), crashes);
    }

    /// Whether nothing of the engine is on the machine.
    public boolean empty() {
        return processes instanceof Processes.None;
    }

    /// Whether it needs nothing of the machine any more, its GPUs included.
    public boolean isDown() {
        return empty()
                && (state instanceof EngineState.Stopped || state instanceof EngineState.Failed);
    }
}
