package dev.stoker.gateway.relay.wire;

import static java.util.Objects.requireNonNull;

import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
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
    private final HttpResponseStatus status;
    private HttpHeaders headers;
    private @Nullable Reader reader;

    EngineReply(Wire wire, HttpResponse head) {
        this.wire = wire;
        this.status = head.status();
        this.headers = head.headers();
    }

    public int status() {
        return status.code();
    }

    /// The words behind the status.
    public String reason() {
        return status.reasonPhrase();
    }

    public HttpHeaders headers() {
        return headers;
    }

    /// Nobody asks for them again: a stream may take hours.
    public void forgetHeaders() {
        headers = EmptyHttpHeaders.INSTANCE;
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
