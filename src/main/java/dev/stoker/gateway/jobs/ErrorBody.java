package dev.stoker.gateway.jobs;

import org.jspecify.annotations.Nullable;

/// A refusal in the shape that OpenAI's clients read.
record ErrorBody(Details error) {

    /// @param param where in the request
    record Details(String message, String type, @Nullable String param, @Nullable String code) {}
}
