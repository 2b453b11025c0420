package dev.stoker.inference;

import java.time.Duration;

/// One request to an engine.
///
/// @param path of the engine's API: `/v1/chat/completions`
/// @param body JSON, sent as it is
/// @param requestId becomes the engine's own id where it takes one
/// @param batch goes behind interactive requests where the engine has priorities
/// @param timeout for the whole answer
public record EngineCall(
        String path, String body, String requestId, boolean batch, Duration timeout) {}
