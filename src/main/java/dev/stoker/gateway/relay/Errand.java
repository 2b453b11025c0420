package dev.stoker.gateway.relay;

import dev.stoker.engine.EngineDialect;
import dev.stoker.gateway.ApiError;
import dev.stoker.gateway.relay.answer.EndToEndHeaders;
import dev.stoker.inference.EngineHeaders;
import dev.stoker.inference.replica.Replica;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;

/// What one request wants of which engine, and what its client is told when that fails.
///
/// @param options where to and with which headers
record Errand(Replica replica, RequestOptions options) {
    /// @param id of the request, as that engine shall know it
    static Errand of(Replica replica, HttpServerRequest request, String id) {
        EngineDialect.RequestHeaders names = replica.route().engine().dialect().headers();
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        EndToEndHeaders.copy(request.headers(), headers);
        headers.set(RequestId.HEADER, id);
        // only Stoker decides who goes first
        names.priority().ifPresent(headers::remove);
        EngineHeaders.of(names, id, false).forEach(headers::set);
        RequestOptions options =
                new RequestOptions()
                        .setMethod(request.method())
                        .setHost(replica.route().endpoint().getHost())
                        .setPort(replica.route().endpoint().getPort())
                        .setURI(request.uri())
                        .setHeaders(headers);
        return new Errand(replica, options);
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
