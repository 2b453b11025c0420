package dev.stoker.supervisor;

import java.util.List;

/// What one event leads to: a new situation, and what must be done in the world for it.
public record Step(Situation next, List<Effect> effects) {

    /// Done by the supervisor, never by the lifecycle.
    public enum Effect {
        LAUNCH,
        /// The polite way, by the engine's stop recipe.
        TERMINATE,
        KILL,
        /// Gives its GPU memory up and keeps running.
        SLEEP,
        /// Takes its GPU memory back.
        WAKE
    }

    public Step {
        effects = List.copyOf(effects);
    }

    static Step to(Situation next) {
        return new Step(next, List.of());
    }

    Step doing(Effect effect) {
        return new Step(next, List.of(effect));
    }
}
