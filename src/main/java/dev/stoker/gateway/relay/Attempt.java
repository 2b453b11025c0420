package dev.stoker.gateway.relay;

import static java.util.Objects.requireNonNull;

import dev.stoker.gateway.ApiError;
import dev.stoker.gateway.relay.intake.IntakeLimits;
import dev.stoker.gateway.relay.intake.Reception;
import dev.stoker.gateway.relay.wire.Caller;
import dev.stoker.gateway.relay.wire.EngineReply;
import dev.stoker.gateway.relay.wire.Wire;
import dev.stoker.gateway.relay.wire.Wires;
import io.netty.buffer.ByteBuf;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.ContextInternal;
import java.net.ProtocolException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One request sent to one engine, up to the head of the answer; lives on one event loop.
final class Attempt implements Wires.Taker, Caller {
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

        void answered(EngineReply reply);

        void failed(Failure failure, Throwable cause);

        /// It cannot go on, by the client's fault.
        void fail(ApiError error);

        void clientLeft();
    }

    private static final int OK = 200;

    private final Errand errand;
    private final HttpServerRequest request;
    private final Equipment equipment;
    private final Reception reception;
    private final Listener listener;
    private @Nullable Letter letter;
    private @Nullable Wire wire;
    private boolean over;

    Attempt(Letter letter, HttpServerRequest request, Equipment equipment, Listener listener) {
        this.errand = letter.errand();
        this.letter = letter;
        this.reception = letter.body().reception();
        this.request = request;
        this.equipment = equipment;
        this.listener = listener;
    }

    void start() {
        equipment.wires().take(errand.engine(), this);
    }

    /// Makes the engine stop, where its connection tells it to.
    void abandon() {
        over = true;
        if (wire != null) {
            wire.cut(this);
            // by its id; if that fails, the closed connection will do, later
            errand.abort().ifPresent(abort -> abort.run(equipment.wires()));
        }
    }

    @Override
    public void taken(Wire free) {
        if (over) {
            free.release();
            return;
        }
        wire = free;
        ContextInternal context = equipment.wires().context();
        Letter sent = requireNonNull(letter);
        letter = null;
        if (sent.body().whole()) {
            free.ask(sent.head(), sent.body().held().share(), context, this);
        } else {
            free.open(sent.head(), context, this);
            free.write(this, sent.body().held().share());
            sendRest(free);
        }
        listener.sent();
    }

    @Override
    public void refused(Throwable cause) {
        fail(Failure.REFUSED, cause);
    }

    @Override
    public void replied(EngineReply reply) {
        if (over) {
            return;
        }
        if (reply.status() < OK) {
            // no final answer: a switch of protocols that nobody asked for, or nonsense
            requireNonNull(wire).cut(this);
            fail(Failure.BROKEN, new ProtocolException("status " + reply.status()));
            return;
        }
        listener.answered(reply);
    }

    @Override
    public void broke(Throwable cause) {
        fail(Failure.BROKEN, cause);
    }

    private void fail(Failure failure, Throwable cause) {
        if (!over) {
            over = true;
            listener.failed(failure, cause);
        }
    }

    private void sendRest(Wire engine) {
        request.endHandler(_ -> {
            reception.received();
            engine.end(this);
        });
        request.exceptionHandler(_ -> listener.clientLeft());
        reception.ifTooSlow(() -> listener.fail(limits().tooSlow()));
        reception.passTo(piece -> sendOn(engine, piece));
    }

    private void sendOn(Wire engine, ByteBuf piece) {
        if (over) {
            piece.release();
            return;
        }
        if (!reception.heard(piece.readableBytes())) {
            piece.release();
            listener.fail(limits().tooLarge());
            return;
        }
        listener.heard(System.nanoTime());
        if (!engine.write(this, List.of(piece))) {
            reception.pause();
        }
    }

    @Override
    public void drained() {
        reception.resume();
    }

    private IntakeLimits limits() {
        return equipment.room().limits();
    }
}
