package dev.stoker.inference;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/// What an engine says it is doing; empty where its kind does not tell.
///
/// @param running requests being computed
/// @param waiting requests queued inside the engine
/// @param kvUsage share of the KV cache in use, 0 to 1
public record EngineLoad(OptionalInt running, OptionalInt waiting, OptionalDouble kvUsage) {}
