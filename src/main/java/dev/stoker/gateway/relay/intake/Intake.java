package dev.stoker.gateway.relay.intake;

import dev.stoker.gateway.ApiError;
import dev.stoker.gateway.BodyLength;
import dev.stoker.gateway.json.BodyPeek;
import dev.stoker.gateway.json.FormPeek;
import dev.stoker.gateway.json.Peek;
import io.netty.buffer.ByteBuf;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads a request's body until it is clear which model it is for.
///
/// A small body is read whole, so that the engine gets it in one piece, and another engine the same
/// one if need be; of a larger one no more is held than stands before the model's name.
public final class Intake {
    private static final int SMALL = 256 * 1024;

    /// What was read.
    ///
    /// @param model absent where the body names none
    /// @param whole false while more is to come; the request is then paused
    /// @param reception to be told what becomes of the rest, and when nothing is held any longer
    public record Beginning(
            Optional<String> model,
            Peek.Traits traits,
            Held held,
            boolean whole,
            Reception reception) {
        /// The same with another body.
        public Beginning with(byte[] body) {
            return new Beginning(model, traits, Held.of(body), whole, reception);
        }
    }

    /// Hears how it ends, once.
    public interface Listener {
        void ready(Beginning body);

        void refused(ApiError error);

        /// The client left before it had said what it wants.
        void left();
    }

    private final HttpServerRequest request;
    private final IntakeLimits limits;
    private final HeldBytes budget;
    private final Listener listener;
    private final Reception reception;
    private final Peek peek;
    private boolean done;

    private Intake(Vertx vertx, HttpServerRequest request, Room room, Listener listener) {
        this.request = request;
        this.limits = room.limits();
        this.budget = room.held();
        this.listener = listener;
        this.reception = new Reception(vertx, request, room);
        this.peek = peek(request.getHeader("content-type"));
    }

    /// What there is for requests.
    ///
    /// @param limits for each
    /// @param held for all together
    public record Room(IntakeLimits limits, HeldBytes held) {}

    /// Begins to read; the listener hears of it on the same event loop.
    public static void read(Vertx vertx, HttpServerRequest request, Room room, Listener listener) {
        new Intake(vertx, request, room, listener).read();
    }

    /// Of a request whose body says nothing: it is thrown away.
    public static Beginning skip(Vertx vertx, HttpServerRequest request, Room room) {
        request.resume();
        Reception reception = new Reception(vertx, request, room);
        return new Beginning(Optional.empty(), Peek.Traits.NONE, reception.held(), true, reception);
    }

    private static Peek peek(@Nullable String contentType) {
        return contentType == null || contentType.startsWith("application/json")
                ? new BodyPeek()
                : FormPeek.of(contentType).orElseGet(BodyPeek::new);
    }

    private void read() {
        if (BodyLength.announced(request) > limits.body()) {
            listener.refused(limits.tooLarge());
            return;
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader("expect"))) {
            request.response().writeContinue();
        }
        reception.ifTooSlow(() -> refuse(limits.tooSlow()));
        request.endHandler(_ -> end());
        request.exceptionHandler(_ -> left());
        reception.begin(this::take);
    }

    private void take(ByteBuf piece) {
        if (done || !reception.heard(piece.readableBytes())) {
            piece.release();
            refuse(limits.tooLarge());
            return;
        }
        Peek.Outcome outcome = Glance.at(piece, peek);
        if (!reception.hold(piece)) {
            refuse(IntakeLimits.noRoom(budget));
            return;
        }
        boolean settled = outcome.isSettled();
        if (outcome instanceof Peek.Outcome.Malformed
                || (settled && reception.held().length() > SMALL)) {
            reception.pause();
            settle(outcome, false);
        }
    }

    private void end() {
        if (!done) {
            reception.received();
            settle(peek.end(), true);
        }
    }

    private void left() {
        if (!done) {
            close();
            listener.left();
        }
    }

    private void settle(Peek.Outcome outcome, boolean whole) {
        switch (outcome) {
            case Peek.Outcome.Found(String model) -> ready(Optional.of(model), whole);
            case Peek.Outcome.Absent _ -> ready(Optional.empty(), whole);
            case Peek.Outcome.Malformed(long position, String problem) ->
                    refuse(malformed(position, problem));
            case Peek.Outcome.More _ -> throw new IllegalStateException("the body is not settled");
        }
    }

    private void ready(Optional<String> model, boolean whole) {
        done = true;
        Beginning beginning =
                new Beginning(model, peek.traits(), reception.held(), whole, reception);
        if (whole) {
            // the request would refer to this as long as its answer takes
            request.handler(null).endHandler(null).exceptionHandler(null);
        }
        listener.ready(beginning);
    }

    private void refuse(ApiError error) {
        if (!done) {
            close();
            listener.refused(error);
        }
    }

    private void close() {
        done = true;
        reception.received();
        reception.release();
    }

    private static ApiError malformed(long position, String problem) {
        return ApiError.badRequest(
                "invalid_json",
                "The body is not a JSON object with a model: %s at byte %d."
                        .formatted(problem, position));
    }
}
