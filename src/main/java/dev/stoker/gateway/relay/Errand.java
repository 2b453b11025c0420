package dev.stoker.gateway.relay;

import dev.stoker.engine.EngineDialect;
import dev.stoker.gateway.ApiError;
import dev.stoker.gateway.RequestId;
import dev.stoker.gateway.relay.answer.EndToEndHeaders;
import dev.stoker.gateway.relay.fold.StreamedRequest;
import dev.stoker.gateway.relay.intake.Intake;
import dev.stoker.inference.EngineHeaders;
import dev.stoker.inference.replica.Replica;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// What one request wants of which engine, and what its client is told when that fails.
///
/// @param engineId the request's id, as that engine knows it
/// @param head what it asks, and with which headers
/// @param streamed the body that asks for a stream though the client wants the answer whole, where
///   the engine would not notice otherwise that the client left
record Errand(Replica replica, String engineId, HttpRequest head, Optional<Buffer> streamed) {
    static Errand of(Replica replica, Parcel parcel, Intake.Beginning body) {
        EngineDialect dialect = replica.route().engine().dialect();
        String id = EngineHeaders.idAt(dialect, parcel.id());
        Optional<Buffer> streamed = streamed(dialect, parcel, body);
        HttpServerRequest request = parcel.request();
        HttpHeaders headers = headers(dialect.headers(), parcel, id);
        headers.set("host", authority(replica));
        delimit(headers, request, streamed.map(body::with).orElse(body));
        HttpRequest head =
                new DefaultHttpRequest(
                        HttpVersion.HTTP_1_1, request.method().toNetty(), request.uri(), headers);
        return new Errand(replica, id, head, streamed);
    }

    /// Says how long the body is, or that nobody knows.
    private static void delimit(
            HttpHeaders headers, HttpServerRequest request, Intake.Beginning body) {
        int length = body.held().length();
        if (body.whole()) {
            if (length > 0 || request.method().toNetty().equals(HttpMethod.POST)) {
                headers.set("content-length", length);
            }
        } else if (!headers.contains("content-length")) {
            headers.set("transfer-encoding", "chunked");
        }
    }

    private static String authority(Replica replica) {
        return replica.route().endpoint().getRawAuthority();
    }

    URI engine() {
        return replica.route().endpoint();
    }

    private static Optional<Buffer> streamed(
            EngineDialect dialect, Parcel parcel, Intake.Beginning body) {
        return dialect.cancelsOnlyStreams() && body.whole()
                ? StreamedRequest.of(parcel.path().path(), body.held().getBytes())
                        .map(Buffer::buffer)
                : Optional.empty();
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
                            .set("host", authority(replica))
                            .set("content-type", "application/json")
                            .set("content-length", body.length());
                    return new Abort(engine(), head, body);
                });
    }

    @SuppressWarnings("deprecation") // unchecked headers have no newer constructor of one argument
    private static HttpHeaders headers(
            EngineDialect.RequestHeaders names, Parcel parcel, String engineId) {
        // Stoker's server has checked names and values
        HttpHeaders headers = new DefaultHttpHeaders(false);
        MultiMap asked = parcel.request().headers();
        EndToEndHeaders.copy(asked, asked.get("connection"), headers::add);
        headers.set(RequestId.HEADER, parcel.id());
        String parent = parcel.visit().trail().traceparent();
        if (!parent.isEmpty()) {
            headers.set("traceparent", parent);
        }
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
