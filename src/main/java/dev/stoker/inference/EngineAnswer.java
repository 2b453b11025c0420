package dev.stoker.inference;

/// An engine's whole answer to one request.
///
/// @param status HTTP status; anything but 200 is a refusal and the body says why
/// @param body JSON as the engine wrote it
public record EngineAnswer(int status, String body) {}
