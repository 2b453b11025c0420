package dev.stoker.gateway.relay.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One answer as it comes in: what one read brings of its body is one piece.
final class Arrival {
    private static final int SWITCHING_PROTOCOLS = 101;

    private @Nullable Buffer pending;
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

    void take(HttpContent content) {
        if (!interim) {
            gather(content.content());
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

    /// The body's next piece, once.
    Optional<Buffer> piece() {
        Optional<Buffer> piece = Optional.ofNullable(pending);
        pending = null;
        return piece;
    }

    boolean ended() {
        return ended;
    }

    /// Whether the engine will take another request on this connection.
    boolean keptAlive() {
        return keptAlive;
    }

    @SuppressWarnings("deprecation") // Vert.x 4 has no other way between its buffers and Netty's
    private void gather(ByteBuf content) {
        int length = content.readableBytes();
        if (length == 0) {
            return;
        }
        byte[] bytes = new byte[length];
        content.readBytes(bytes);
        // a buffer that is written is released, and this one is looked at again
        pending =
                pending == null
                        ? Buffer.buffer(Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(bytes)))
                        : Buffer.buffer(pending.length() + length)
                                .appendBuffer(pending)
                                .appendBytes(bytes);
    }
}
