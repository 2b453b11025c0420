package dev.stoker.gateway.relay.intake;

import io.netty.buffer.ByteBuf;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.ContextInternal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The body of one request as it comes in, by its [BodyLane] where there is one, else through the
/// server; lives on the request's event loop and calls in its context.
final class Inflow {
    private final HttpServerRequest request;
    private final ContextInternal context;
    private Consumer<ByteBuf> taker = ByteBuf::release;
    private @Nullable BodyLane lane;

    /// What the last read brought although nobody listens.
    private @Nullable Deque<ByteBuf> waiting;

    private boolean paused;
    private boolean left;

    Inflow(Vertx vertx, HttpServerRequest request) {
        this.request = request;
        this.context = (ContextInternal) vertx.getOrCreateContext();
    }

    /// @param by gets each piece and has to release it
    void begin(Consumer<ByteBuf> by) {
        taker = by;
        lane = BodyLane.claim(request, this).orElse(null);
        request.handler(this::serve);
        request.resume();
    }

    /// Gives what comes from now on to another.
    void passTo(Consumer<ByteBuf> by) {
        taker = by;
    }

    /// Memory that nobody else releases.
    @SuppressWarnings("deprecation") // Vert.x 4 has no other way to its buffers' memory
    private void serve(Buffer chunk) {
        taker.accept(chunk.getByteBuf());
    }

    /// By the lane.
    void arrived(ByteBuf piece) {
        if (left) {
            piece.release();
        } else if (paused) {
            if (waiting == null) {
                waiting = new ArrayDeque<>();
            }
            waiting.add(piece);
        } else {
            context.dispatch(piece, taker::accept);
        }
    }

    void pause() {
        paused = true;
        request.pause();
        if (lane != null) {
            lane.listen(this, false);
        }
    }

    void resume() {
        paused = false;
        while (!paused && waiting != null && !waiting.isEmpty()) {
            taker.accept(waiting.poll());
        }
        if (!paused) {
            if (lane != null) {
                lane.listen(this, true);
            }
            request.resume();
        }
    }

    /// Nobody wants more of it: what else comes is the server's to give to whoever asks.
    void leave() {
        left = true;
        if (lane != null) {
            lane.leave(this);
            lane = null;
        }
        if (waiting != null) {
            waiting.forEach(ByteBuf::release);
            waiting = null;
        }
    }
}
