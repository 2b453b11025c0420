package dev.stoker.gateway.relay;

import dev.stoker.gateway.ApiError;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;

/// What one request wants of which engine, and what its client is told when that fails.
///
/// @param engine its name
/// @param options where to and with which headers
/// @param silence how long the engine may say nothing
/// @param bodyLimit bytes the request's body may have
record Errand(
        String requestId, String engine, RequestOptions options, Duration silence, long bodyLimit) {

    /// Nothing came: refused, or closed before an answer. It may have been computed in vain.
    ApiError unreachable(Throwable cause) {
        return tryAgain(
                "engine_unreachable",
                "The engine %s gave no answer: %s".formatted(engine, cause.getMessage()));
    }

    /// The engine's connection broke in the middle of its answer.
    ApiError died() {
        return tryAgain(
                "engine_died",
                "The engine %s died in the middle of this answer.".formatted(engine));
    }

    /// Nothing came for too long.
    ApiError silent() {
        return new ApiError(
                504,
                "service_unavailable",
                "engine_timeout",
                "The engine %s was silent for %s (stoker.gateway.engine-silence)."
                        .formatted(engine, silence),
                ApiError.Details.NONE);
    }

    private static ApiError tryAgain(String code, String message) {
        return ApiError.tryAgain(code, message, Duration.ofSeconds(1));
    }
}
