package dev.stoker.gateway.relay.answer;

import dev.stoker.gateway.relay.wire.EngineReply;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

/// Status and headers of an engine's answer, until there is something to send behind them.
///
/// @param stoker nanoseconds that the request spent in Stoker
/// @param engine nanoseconds until the engine began to answer
public record Head(
        EngineReply answer, HttpServerRequest request, String requestId, long stoker, long engine) {
    private static final Buffer COMMENT = Buffer.buffer(": keep-alive\n\n");

    private static final String EVENTS = "text/event-stream";
    private static final double NANOS_PER_MICRO = 1000;

    /// Begins a stream of events before the engine does, for a client that waits for one.
    public static void beginEarly(HttpServerRequest request, String requestId) {
        HttpServerResponse response = request.response();
        response.putHeader("content-type", EVENTS + "; charset=utf-8");
        response.putHeader("x-request-id", requestId);
        asEvents(response);
        ofUnknownLength(request);
        keepAlive(response);
    }

    /// Says to a client between two events that there is still someone.
    public static void keepAlive(HttpServerResponse response) {
        if (!response.writeQueueFull()) {
            response.write(COMMENT);
        }
    }

    public boolean isEvents() {
        String type = answer.headers().get("content-type");
        return type != null && type.startsWith(EVENTS);
    }

    /// Makes it the client's, where that has none yet.
    void copy() {
        HttpServerResponse response = request.response();
        if (response.headWritten()) {
            return;
        }
        copyWithoutLength();
        if (!answer.headers().contains("content-length")) {
            ofUnknownLength(request);
        }
    }

    private void copyWithoutLength() {
        HttpServerResponse response = request.response();
        response.setStatusCode(answer.status()).setStatusMessage(answer.reason());
        MultiMap headers = response.headers();
        EndToEndHeaders.copy(answer.headers(), answer.headers().get("connection"), headers::add);
        headers.set("x-request-id", requestId);
        headers.add("server-timing", timing());
        if (isEvents()) {
            asEvents(response);
        }
    }

    /// Answers with the engine's own body, which was collected.
    public void endWith(Buffer body) {
        copy();
        request.response().end(body);
    }

    /// Answers with that status and JSON in place of the engine's.
    public void endWith(int status, Buffer json) {
        copyWithoutLength();
        HttpServerResponse response = request.response();
        response.headers().remove("content-length").remove("x-accel-buffering");
        response.headers().remove("cache-control");
        response.setStatusCode(status)
                .setStatusMessage(HttpResponseStatus.valueOf(status).reasonPhrase());
        response.putHeader("content-type", "application/json; charset=utf-8").end(json);
    }

    private static void asEvents(HttpServerResponse response) {
        response.putHeader("x-accel-buffering", "no").putHeader("cache-control", "no-cache");
    }

    private static void ofUnknownLength(HttpServerRequest request) {
        if (request.version() != HttpVersion.HTTP_1_0) {
            request.response().setChunked(true);
        }
    }

    /// `stoker;dur=0.083, engine;dur=35.12`, in milliseconds.
    private String timing() {
        return "stoker;dur=" + millis(stoker) + ", engine;dur=" + millis(engine);
    }

    private static double millis(long nanos) {
        return Math.round(nanos / NANOS_PER_MICRO) / NANOS_PER_MICRO;
    }
}
