package dev.stoker.gateway.relay.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;

/// One request as it goes out, whole or piece by piece.
@SuppressWarnings("FutureReturnValueIgnored") // its promise is void
final class Departure {
    private final Channel channel;
    private boolean whole;

    Departure(Channel channel) {
        this.channel = channel;
    }

    /// Whether nothing of it is left to send.
    boolean isWhole() {
        return whole;
    }

    /// @param body is released
    void send(HttpRequest head, List<ByteBuf> body) {
        if (body.size() > 1) {
            open(head);
            body.forEach(this::write);
            end();
        } else {
            sendAtOnce(head, body.isEmpty() ? Unpooled.EMPTY_BUFFER : body.getFirst());
        }
    }

    private void sendAtOnce(HttpRequest head, ByteBuf body) {
        whole = true;
        channel.writeAndFlush(
                new DefaultFullHttpRequest(
                        head.protocolVersion(),
                        head.method(),
                        head.uri(),
                        body,
                        head.headers(),
                        EmptyHttpHeaders.INSTANCE),
                channel.voidPromise());
    }

    void open(HttpRequest head) {
        channel.write(head, channel.voidPromise());
    }

    /// @param pieces are released
    void send(List<ByteBuf> pieces) {
        pieces.forEach(this::write);
        channel.flush();
    }

    private void write(ByteBuf piece) {
        channel.write(new DefaultHttpContent(piece), channel.voidPromise());
    }

    void end() {
        whole = true;
        channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT, channel.voidPromise());
    }
}
