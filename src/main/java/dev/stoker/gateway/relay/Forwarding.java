package dev.stoker.gateway.relay;

import dev.stoker.gateway.ApiError;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.net.ProtocolException;
import org.jspecify.annotations.Nullable;

/// One request on its way to an engine and the answer on its way back, byte for byte.
///
/// It is sent once: an engine that took it may have begun to compute. Whichever end breaks first,
/// the other learns of it at once.
final class Forwarding {
    /// Hears how it went.
    interface Observer {
        /// The first byte of the answer's body came.
        void answered();

        /// @param status what the client got, 499 where it left first
        void ended(int status);

        /// Ended before any answer: the client is still to be told.
        void refused(ApiError error);
    }

    /// nginx's status for a client that left, in metrics only.
    static final int CLIENT_LEFT = 499;

    private static final int OK = 200;

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Intake.Beginning body;
    private final Errand errand;
    private final Observer observer;
    private @Nullable SilenceAlarm alarm;
    private @Nullable HttpClientRequest upstream;
    private @Nullable Buffer last;
    private boolean events;
    private boolean over;

    Forwarding(HttpServerRequest request, Intake.Beginning body, Errand errand, Observer observer) {
        this.request = request;
        this.response = request.response();
        this.body = body;
        this.errand = errand;
        this.observer = observer;
    }

    void start(Vertx vertx, HttpClient client) {
        response.closeHandler(_ -> clientLeft());
        response.exceptionHandler(_ -> clientLeft());
        alarm = SilenceAlarm.set(vertx, errand.silence(), () -> engineFailed(errand.silent()));
        client.request(errand.options())
                .onSuccess(this::send)
                .onFailure(cause -> engineFailed(errand.unreachable(cause)));
    }

    private void send(HttpClientRequest opened) {
        upstream = opened;
        opened.exceptionHandler(_ -> {});
        if (over) {
            opened.reset();
            return;
        }
        opened.response()
                .onSuccess(this::answer)
                .onFailure(cause -> engineFailed(errand.unreachable(cause)));
        if (body.whole()) {
            opened.end(body.held());
        } else {
            sendRest(opened);
        }
    }

    private void sendRest(HttpClientRequest opened) {
        if (request.getHeader("content-length") == null) {
            opened.setChunked(true);
        }
        opened.write(body.held());
        request.handler(chunk -> sendOn(opened, chunk));
        request.endHandler(_ -> opened.end());
        request.exceptionHandler(_ -> clientLeft());
        request.resume();
    }

    private void sendOn(HttpClientRequest opened, Buffer chunk) {
        if (request.bytesRead() > errand.bodyLimit()) {
            engineFailed(Intake.tooLarge(errand.bodyLimit()));
            return;
        }
        heard();
        opened.write(chunk);
        if (opened.writeQueueFull()) {
            request.pause();
            opened.drainHandler(_ -> request.resume());
        }
    }

    private void answer(HttpClientResponse answer) {
        if (over) {
            return;
        }
        if (answer.statusCode() < OK) {
            // no final answer: a switch of protocols that nobody asked for, or nonsense
            answer.exceptionHandler(_ -> {});
            engineFailed(
                    errand.unreachable(new ProtocolException("status " + answer.statusCode())));
            return;
        }
        heard();
        response.setStatusCode(answer.statusCode()).setStatusMessage(answer.statusMessage());
        EndToEndHeaders.copy(answer.headers(), response.headers());
        response.putHeader(RequestId.HEADER, errand.requestId());
        if (answer.getHeader("content-length") == null
                && request.version() != HttpVersion.HTTP_1_0) {
            response.setChunked(true);
        }
        answer.exceptionHandler(_ -> engineFailed(errand.died()));
        answer.endHandler(_ -> finish());
        answer.handler(chunk -> pass(answer, chunk));
        String type = answer.getHeader("content-type");
        if (type != null && type.startsWith("text/event-stream")) {
            beginEvents();
        }
    }

    private void beginEvents() {
        events = true;
        response.putHeader("x-accel-buffering", "no").putHeader("cache-control", "no-cache");
        // nothing but the head: the client learns at once that its request was taken
        response.write(Buffer.buffer());
    }

    private void pass(HttpClientResponse answer, Buffer chunk) {
        if (over) {
            return;
        }
        heard();
        if (last == null) {
            observer.answered();
        }
        last = chunk;
        response.write(chunk);
        if (response.writeQueueFull()) {
            answer.pause();
            response.drainHandler(_ -> answer.resume());
        }
    }

    private void finish() {
        if (end()) {
            response.end();
            observer.ended(response.getStatusCode());
        }
    }

    private void clientLeft() {
        if (end()) {
            abandonEngine();
            observer.ended(CLIENT_LEFT);
        }
    }

    private void engineFailed(ApiError error) {
        if (!end()) {
            return;
        }
        abandonEngine();
        if (!response.headWritten()) {
            observer.refused(error);
            return;
        }
        if (events) {
            BrokenAnswer.endEvents(request, last, error);
        } else {
            BrokenAnswer.cut(request);
        }
        observer.ended(error.status());
    }

    private void abandonEngine() {
        if (upstream != null) {
            upstream.reset();
        }
    }

    /// @return whether this is the first end
    private boolean end() {
        boolean first = !over;
        over = true;
        if (alarm != null) {
            alarm.stop();
        }
        return first;
    }

    private void heard() {
        if (alarm != null) {
            alarm.heard();
        }
    }
}
