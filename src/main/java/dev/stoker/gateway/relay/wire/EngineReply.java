package dev.stoker.gateway.relay.wire;

import static java.util.Objects.requireNonNull;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/// The head of an engine's answer, and the way to its body; lives on one event loop.
public final class EngineReply {
    /// Reads the body.
    public interface Reader {
        /// What came since the last time, in one piece.
        void take(Piece piece);

        /// That was all.
        void end();

        /// The connection broke before the end.
        void broke();
    }

    private final Wire wire;
    private final HttpResponse head;
    private @Nullable Reader reader;

    EngineReply(Wire wire, HttpResponse head) {
        this.wire = wire;
        this.head = head;
    }

    public int status() {
        return head.status().code();
    }

    /// The words behind the status.
    public String reason() {
        return head.status().reasonPhrase();
    }

    public HttpHeaders headers() {
        return head.headers();
    }

    /// To be called as soon as the reply is there: its body follows at once.
    public void read(Reader by) {
        reader = by;
    }

    /// Asks the engine to wait; what is on its way still comes.
    public void pause() {
        wire.listen(this, false);
    }

    public void resume() {
        wire.listen(this, true);
    }

    Reader reader() {
        return requireNonNull(reader, "nobody reads the engine's answer");
    }
}
