package dev.stoker.engine;

/// Whom the first, polite signal of a stop is sent to.
public enum StopRecipe {
    /// Only the process that was launched; it stops its workers in the order it needs.
    LEADER,
    /// Every process of the engine.
    WHOLE_GROUP
}
