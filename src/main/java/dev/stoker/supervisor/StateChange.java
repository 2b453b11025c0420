package dev.stoker.supervisor;

/// One step of an engine from a state to another, told to whoever listens.
public record StateChange(EngineSnapshot before, EngineSnapshot after) {}
