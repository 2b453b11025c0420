package dev.stoker.gateway.relay;

import dev.stoker.engine.EngineDialect;
import dev.stoker.gateway.ApiError;
import dev.stoker.gateway.RequestId;
import dev.stoker.gateway.relay.answer.EndToEndHeaders;
import dev.stoker.gateway.relay.fold.StreamedRequest;
import dev.stoker.gateway.relay.intake.Intake;
import dev.stoker.inference.EngineConnections;
import dev.stoker.inference.EngineHeaders;
import dev.stoker.inference.replica.Replica;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Optional;

/// What one request wants of which engine, and what its client is told when that fails.
///
/// @param engineId the request's id, as that engine knows it
/// @param options where to and with which headers
/// @param streamed the body that asks for a stream though the client wants the answer whole, where
///   the engine would not notice otherwise that the client left
record Errand(Replica replica, String engineId, RequestOptions options, Optional<Buffer> streamed) {
    static Errand of(Replica replica, Parcel parcel, Intake.Beginning body) {
        EngineDialect dialect = replica.route().engine().dialect();
        // an abort of one id is an abort of all that begin with it
        String id = dialect.abortPath().isPresent() ? RequestId.unique(parcel.id()) : parcel.id();
        MultiMap headers = headers(dialect.headers(), parcel, id);
        Optional<Buffer> streamed = streamed(dialect, parcel, body);
        streamed.ifPresent(it -> headers.set("content-length", String.valueOf(it.length())));
        RequestOptions options =
                EngineConnections.to(
                                replica.route().endpoint(),
                                parcel.request().method(),
                                parcel.request().uri())
                        .setHeaders(headers);
        return new Errand(replica, id, options, streamed);
    }

    private static Optional<Buffer> streamed(
            EngineDialect dialect, Parcel parcel, Intake.Beginning body) {
        return dialect.cancelsOnlyStreams() && body.whole()
                ? StreamedRequest.of(parcel.path().path(), body.held().getBytes())
                        .map(Buffer::buffer)
                : Optional.empty();
    }

    /// The request that makes the engine stop, where closing the connection is not enough.
    Optional<RequestOptions> abort() {
        return replica.route()
                .engine()
                .dialect()
                .abortPath()
                .map(path ->
                        EngineConnections.to(replica.route().endpoint(), HttpMethod.POST, path)
                                .putHeader("content-type", "application/json"));
    }

    private static MultiMap headers(
            EngineDialect.RequestHeaders names, Parcel parcel, String engineId) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        EndToEndHeaders.copy(parcel.request().headers(), headers);
        headers.set(RequestId.HEADER, parcel.id());
        // only Stoker decides who goes first
        names.priority().ifPresent(headers::remove);
        EngineHeaders.of(names, engineId, parcel.visit().isBatch()).forEach(headers::set);
        return headers;
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
