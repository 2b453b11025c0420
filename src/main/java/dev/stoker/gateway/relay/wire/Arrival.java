package dev.stoker.gateway.relay.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;

/// One answer as it comes in: what one read brings of its body is one piece, which costs one write
/// at the client's side.
final class Arrival {
    private static final int SWITCHING_PROTOCOLS = 101;

    private @Nullable Piece pending;
    private boolean interim;
    private boolean keptAlive;
    private boolean ended;

    /// @return whether it is the answer's own head, and not that of an interim one such as 100
    boolean begins(HttpResponse head) {
        interim =
                head.status().codeClass() == HttpStatusClass.INFORMATIONAL
                        && head.status().code() != SWITCHING_PROTOCOLS;
        keptAlive = !interim && HttpUtil.isKeepAlive(head);
        return !interim;
    }

    /// @param part a piece of the body, in its chunks or without; anything else is none
    void take(Object part) {
        if (part instanceof ByteBuf chunks) {
            takeChunks(chunks);
        } else if (part instanceof HttpContent content) {
            takeContent(content);
        }
    }

    private void takeChunks(ByteBuf chunks) {
        Piece piece = Piece.ofChunks(chunks);
        if (pending == null) {
            pending = piece;
        } else {
            pending = pending.with(piece.payload());
            piece.release();
        }
    }

    private void takeContent(HttpContent content) {
        if (!interim && content.content().isReadable()) {
            byte[] bytes = ByteBufUtil.getBytes(content.content());
            pending = pending == null ? Piece.of(bytes) : pending.with(bytes);
        }
        if (content instanceof LastHttpContent) {
            ended = !interim;
            interim = false;
        }
    }

    /// Whether there is anything to give on.
    boolean hasNews() {
        return pending != null || ended;
    }

    /// Gives on the body's next piece, once.
    void give(EngineReply.Reader reader) {
        Piece piece = pending;
        pending = null;
        if (piece != null) {
            try {
                reader.take(piece);
            } finally {
                piece.release();
            }
        }
    }

    /// Nobody wants what was not given on.
    void drop() {
        if (pending != null) {
            pending.release();
            pending = null;
        }
    }

    boolean ended() {
        return ended;
    }

    /// Whether the engine will take another request on this connection.
    boolean keptAlive() {
        return keptAlive;
    }
}
