package dev.stoker.engine;

import java.util.Optional;

/// Names of the headers an engine understands; absent where it has none.
///
/// @param requestId becomes the engine's own id of the request
/// @param priority an integer that orders the engine's queue
/// @param batchPriority the value of `priority` that puts a request behind interactive ones
public record RequestHeaders(
        Optional<String> requestId, Optional<String> priority, String batchPriority) {

    public static RequestHeaders none() {
        return new RequestHeaders(Optional.empty(), Optional.empty(), "0");
    }
}
