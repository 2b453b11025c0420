package dev.stoker.gateway.relay;

import static java.util.Objects.requireNonNull;

import dev.stoker.gateway.ApiError;
import dev.stoker.gateway.relay.intake.Intake;
import dev.stoker.gateway.relay.intake.IntakeLimits;
import dev.stoker.gateway.relay.intake.Reception;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.ProtocolException;
import org.jspecify.annotations.Nullable;

/// One request sent to one engine, up to the head of the answer; lives on one event loop.
final class Attempt {
    /// How it failed before any answer.
    enum Failure {
        /// Nothing was sent.
        REFUSED,
        /// The engine may have begun to compute.
        BROKEN
    }

    /// Hears how it goes.
    interface Listener {
        /// What was held of the body is on its way.
        void sent();

        /// More of the body came from the client.
        ///
        /// @param now by `System.nanoTime`
        void heard(long now);

        void answered(HttpClientResponse answer);

        void failed(Failure failure, Throwable cause);

        /// It cannot go on, by the client's fault.
        void fail(ApiError error);

        void clientLeft();
    }

    private static final int OK = 200;

    private final Errand errand;
    private final HttpServerRequest request;
    private final IntakeLimits limits;
    private final Listener listener;
    private @Nullable HttpClient client;
    private @Nullable HttpClientRequest upstream;
    private boolean over;

    Attempt(Errand errand, HttpServerRequest request, IntakeLimits limits, Listener listener) {
        this.errand = errand;
        this.request = request;
        this.limits = limits;
        this.listener = listener;
    }

    void start(HttpClient engines, Intake.Beginning body) {
        client = engines;
        engines.request(errand.options())
                .onSuccess(opened -> send(opened, body))
                .onFailure(cause -> fail(Failure.REFUSED, cause));
    }

    /// Makes the engine stop, where its connection tells it to.
    void abandon() {
        over = true;
        if (upstream != null && client != null) {
            upstream.reset();
            abort(client);
        }
    }

    /// By its id; if that fails, the closed connection will do, later.
    private void abort(HttpClient engines) {
        errand.abort()
                .ifPresent(options -> {
                    String body = new JsonObject().put("rid", errand.engineId()).encode();
                    engines.request(options)
                            .onSuccess(request -> {
                                request.exceptionHandler(_ -> {});
                                request.send(body)
                                        .onSuccess(answer -> answer.exceptionHandler(_ -> {}));
                            });
                });
    }

    private void send(HttpClientRequest opened, Intake.Beginning body) {
        upstream = opened;
        opened.exceptionHandler(_ -> {});
        if (over) {
            opened.reset();
            return;
        }
        opened.response().onSuccess(this::answered).onFailure(cause -> fail(Failure.BROKEN, cause));
        if (body.whole() && body.held().length() == 0) {
            opened.end();
        } else if (body.whole()) {
            opened.end(body.held());
        } else {
            sendRest(opened, body);
        }
        listener.sent();
    }

    private void answered(HttpClientResponse answer) {
        if (over) {
            return;
        }
        if (answer.statusCode() < OK) {
            // no final answer: a switch of protocols that nobody asked for, or nonsense
            answer.exceptionHandler(_ -> {});
            requireNonNull(upstream).reset();
            fail(Failure.BROKEN, new ProtocolException("status " + answer.statusCode()));
            return;
        }
        listener.answered(answer);
    }

    private void fail(Failure failure, Throwable cause) {
        if (!over) {
            over = true;
            listener.failed(failure, cause);
        }
    }

    private void sendRest(HttpClientRequest opened, Intake.Beginning body) {
        if (request.getHeader("content-length") == null) {
            opened.setChunked(true);
        }
        opened.write(body.held());
        Reception reception = body.reception();
        request.handler(chunk -> sendOn(opened, chunk, reception));
        request.endHandler(_ -> {
            reception.received();
            opened.end();
        });
        request.exceptionHandler(_ -> listener.clientLeft());
        reception.ifTooSlow(() -> listener.fail(limits.tooSlow()));
        reception.resume();
        request.resume();
    }

    private void sendOn(HttpClientRequest opened, Buffer chunk, Reception reception) {
        if (over) {
            return;
        }
        if (request.bytesRead() > limits.body()) {
            listener.fail(limits.tooLarge());
            return;
        }
        reception.heard();
        listener.heard(System.nanoTime());
        opened.write(chunk);
        if (opened.writeQueueFull()) {
            request.pause();
            reception.pause();
            opened.drainHandler(_ -> {
                reception.resume();
                request.resume();
            });
        }
    }
}
