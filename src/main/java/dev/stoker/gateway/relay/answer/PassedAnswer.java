package dev.stoker.gateway.relay.answer;

import dev.stoker.gateway.ApiError;
import dev.stoker.gateway.CutOff;
import dev.stoker.gateway.relay.wire.EngineReply;
import dev.stoker.gateway.relay.wire.Piece;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An answer that is passed on as it comes, byte for byte.
///
/// On the way only the clock is read: a few fields a chunk. What the answer took is found in its
/// last two chunks when it has ended.
public final class PassedAnswer implements Answer, EngineReply.Reader {
    private static final Buffer NOTHING = Buffer.buffer();

    private final Head head;
    private final EngineReply upstream;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Listener listener;
    private final boolean events;
    private final Pace pace = new Pace();
    private @Nullable EventChange change;
    private Consumer<Buffer> firstReader = _ -> {};
    private Optional<ChunkLane> lane = Optional.empty();
    private final Tail tail = new Tail();
    private boolean over;

    public PassedAnswer(Head head, Listener listener) {
        this.head = head;
        this.upstream = head.answer();
        this.request = head.request();
        this.response = request.response();
        this.listener = listener;
        this.events = head.isEvents();
    }

    /// Changes events on their way, where the answer is a stream of them.
    public PassedAnswer changedBy(EventChange eventChange) {
        change = events ? eventChange : null;
        return this;
    }

    /// Shows the first chunk to that reader.
    public PassedAnswer beginningWith(Consumer<Buffer> reader) {
        firstReader = reader;
        return this;
    }

    @Override
    public void begin() {
        upstream.read(this);
        if (events) {
            // nothing but the head: the client learns at once that its request was taken
            head.copy();
            response.write(NOTHING);
            upstream.forgetHeaders();
            lane = ChunkLane.to(request);
        }
    }

    @Override
    public void keepAlive() {
        if (!over && events && (tail.isEmpty() || BrokenAnswer.endsAnEvent(tail.last()))) {
            Head.keepAlive(response);
        }
    }

    @Override
    public void breakOff(ApiError error) {
        over = true;
        if (events) {
            BrokenAnswer.endEvents(request, tail.isEmpty() ? null : tail.last(), error.body());
        } else {
            CutOff.of(request);
        }
    }

    @Override
    public void abandon() {
        over = true;
    }

    @Override
    public Delivery delivery() {
        return new Delivery(events, pace, tail.usage(), uncounted());
    }

    private long uncounted() {
        return lane.map(ChunkLane::bytes).orElse(0L);
    }

    @Override
    public void take(Piece piece) {
        if (over) {
            return;
        }
        long now = System.nanoTime();
        listener.heard(now);
        pace.chunk(now);
        if (change == null) {
            pass(piece);
        } else {
            passBytes(change.take(piece.buffer()));
        }
    }

    private void passBytes(Buffer out) {
        if (out.length() > 0) {
            pass(Piece.of(out.getBytes()));
        }
    }

    private void pass(Piece piece) {
        if (tail.isEmpty()) {
            head.copy();
            firstReader.accept(piece.buffer());
        }
        tail.take(piece);
        if (!write(piece)) {
            upstream.pause();
            response.drainHandler(_ -> upstream.resume());
        }
    }

    /// @return whether the client takes more at once
    private boolean write(Piece piece) {
        if (lane.isPresent() && piece.isInChunks()) {
            return lane.get().pass(piece);
        }
        response.write(piece.buffer());
        return !response.writeQueueFull();
    }

    @Override
    public void broke() {
        listener.died();
    }

    @Override
    public void end() {
        if (!over) {
            over = true;
            if (change != null) {
                passBytes(change.rest());
            }
            head.copy();
            // first: whoever has its answer may ask again at once
            listener.complete();
            response.end();
        }
    }
}
