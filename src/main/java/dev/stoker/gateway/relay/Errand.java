package dev.stoker.gateway.relay;

import dev.stoker.gateway.ApiError;
import dev.stoker.inference.replica.Replica;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// What one request wants of which engine, and what its client is told when that fails.
///
/// @param engineId the request's id, as that engine knows it
/// @param folds whether it asks for a stream though the client wants the answer whole, where the
///   engine would not notice otherwise that the client left
record Errand(Replica replica, String engineId, boolean folds) {
    /// As a request names it.
    String authority() {
        return replica.route().endpoint().getRawAuthority();
    }

    URI engine() {
        return replica.route().endpoint();
    }

    /// What makes the engine stop, where closing the connection is not enough.
    Optional<Abort> abort() {
        return replica.route()
                .engine()
                .dialect()
                .abortPath()
                .map(path -> {
                    Buffer body = new JsonObject().put("rid", engineId).toBuffer();
                    HttpRequest head =
                            new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, path);
                    head.headers()
                            .set("host", authority())
                            .set("content-type", "application/json")
                            .set("content-length", body.length());
                    return new Abort(engine(), head, body);
                });
    }

    /// Nothing came: refused, or closed before an answer. It may have been computed in vain.
    ApiError unreachable(Throwable cause) {
        return tryAgain(
                "engine_unreachable",
                "The engine %s gave no answer: %s".formatted(replica.name(), cause.getMessage()));
    }

    /// The engine's connection broke in the middle of its answer.
    ApiError died() {
        return tryAgain(
                "engine_died",
                "The engine %s died in the middle of this answer.".formatted(replica.name()));
    }

    /// Nothing came for too long.
    ApiError silent(Duration silence) {
        return new ApiError(
                504,
                "service_unavailable",
                "engine_timeout",
                "The engine %s was silent for %s (stoker.gateway.engine-silence)."
                        .formatted(replica.name(), silence),
                ApiError.Details.NONE);
    }

    /// The engine knows no such path.
    ApiError notOffered(String path) {
        return ApiError.invalid(
                404,
                "not_offered",
                "The engine %s of %s (%s) does not offer %s."
                        .formatted(
                                replica.name(),
                                replica.route().engine().model().name(),
                                replica.route().engine().dialect().kind(),
                                path));
    }

    private static ApiError tryAgain(String code, String message) {
        return ApiError.tryAgain(code, message, Duration.ofSeconds(1));
    }
}
