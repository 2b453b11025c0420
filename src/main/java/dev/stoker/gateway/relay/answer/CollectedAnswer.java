package dev.stoker.gateway.relay.answer;

import dev.stoker.gateway.ApiError;
import dev.stoker.gateway.relay.wire.EngineReply;
import dev.stoker.gateway.relay.wire.Piece;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/// An answer that must be known whole before the client is told anything, or anything more.
public final class CollectedAnswer implements Answer, EngineReply.Reader {
    /// An answer that is longer than this makes no sense in its place.
    private static final int LONGEST = 64 * 1024 * 1024;

    private final Head head;
    private final HttpServerRequest request;
    private final Consumer<Buffer> then;
    private final Listener listener;
    private final Pace pace = new Pace();
    private final Buffer collected = Buffer.buffer();
    private boolean over;

    /// @param then is given the whole body, and answers the client
    public CollectedAnswer(Head head, Consumer<Buffer> then, Listener listener) {
        this.head = head;
        this.request = head.request();
        this.then = then;
        this.listener = listener;
    }

    @Override
    public void begin() {
        head.answer().read(this);
    }

    /// A client that was told to wait for events is told again.
    @Override
    public void keepAlive() {
        if (!over && request.response().headWritten()) {
            Head.keepAlive(request.response());
        }
    }

    @Override
    public void breakOff(ApiError error) {
        over = true;
        BrokenAnswer.endEvents(request, null, error.body());
    }

    @Override
    public void abandon() {
        over = true;
    }

    @Override
    public Delivery delivery() {
        return new Delivery(false, pace, Usage.find(null, collected.getBytes()), 0);
    }

    @Override
    public void take(Piece piece) {
        if (over) {
            return;
        }
        long now = System.nanoTime();
        listener.heard(now);
        pace.chunk(now);
        collected.appendBytes(piece.payload());
        if (collected.length() > LONGEST) {
            listener.died();
        }
    }

    @Override
    public void broke() {
        listener.died();
    }

    @Override
    public void end() {
        if (!over) {
            over = true;
            then.accept(collected);
        }
    }
}
