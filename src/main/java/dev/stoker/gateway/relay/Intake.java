package dev.stoker.gateway.relay;

import dev.stoker.gateway.ApiError;
import dev.stoker.gateway.json.ModelPeek;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/// Reads a request's body until it is clear which model it is for.
///
/// A small body is read whole, so that the engine gets it in one piece; of a larger one no more is
/// held than stands before the model's name.
final class Intake {
    private static final int SMALL = 256 * 1024;

    /// What was read.
    ///
    /// @param model absent where the body names none
    /// @param whole false while more is to come; the request is then paused
    record Beginning(Optional<String> model, Buffer held, boolean whole) {}

    /// Hears how it ends, once.
    interface Listener {
        void ready(Beginning body);

        void refused(ApiError error);

        /// The client left before it had said what it wants.
        void left();
    }

    private final HttpServerRequest request;
    private final long limit;
    private final Listener listener;
    private final ModelPeek peek = new ModelPeek();
    private Buffer held = Buffer.buffer(0);
    private boolean done;

    Intake(HttpServerRequest request, long limit, Listener listener) {
        this.request = request;
        this.limit = limit;
        this.listener = listener;
    }

    void read() {
        if (announcedLength(request) > limit) {
            listener.refused(tooLarge(limit));
            return;
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader("expect"))) {
            request.response().writeContinue();
        }
        request.handler(this::take);
        request.endHandler(_ -> end());
        request.exceptionHandler(_ -> left());
        request.resume();
    }

    /// Says how large a body may be.
    static ApiError tooLarge(long limit) {
        return ApiError.invalid(
                413,
                "request_too_large",
                "The body may have %d bytes at most (stoker.gateway.max-body-size)."
                        .formatted(limit));
    }

    private static long announcedLength(HttpServerRequest request) {
        String length = request.getHeader("content-length");
        return length == null ? 0 : Long.parseLong(length);
    }

    private void take(Buffer chunk) {
        if (done) {
            return;
        }
        held = held.length() == 0 ? chunk : held.appendBuffer(chunk);
        if (held.length() > limit) {
            finish(() -> listener.refused(tooLarge(limit)));
            return;
        }
        ModelPeek.Outcome outcome = peek.feed(chunk.getBytes());
        boolean settled = outcome.isSettled();
        if (outcome instanceof ModelPeek.Outcome.Malformed || (settled && held.length() > SMALL)) {
            request.pause();
            settle(outcome, false);
        }
    }

    private void end() {
        if (!done) {
            settle(peek.end(), true);
        }
    }

    private void left() {
        if (!done) {
            finish(listener::left);
        }
    }

    private void settle(ModelPeek.Outcome outcome, boolean whole) {
        finish(() -> {
            switch (outcome) {
                case ModelPeek.Outcome.Found(String model) ->
                        listener.ready(new Beginning(Optional.of(model), held, whole));
                case ModelPeek.Outcome.Absent _ ->
                        listener.ready(new Beginning(Optional.empty(), held, whole));
                case ModelPeek.Outcome.Malformed(long position, String problem) ->
                        listener.refused(malformed(position, problem));
                case ModelPeek.Outcome.More _ ->
                        throw new IllegalStateException("the body is not settled");
            }
        });
    }

    private void finish(Runnable outcome) {
        done = true;
        outcome.run();
    }

    private static ApiError malformed(long position, String problem) {
        return ApiError.badRequest(
                "invalid_json",
                "The body is not a JSON object with a model: %s at byte %d."
                        .formatted(problem, position));
    }
}
