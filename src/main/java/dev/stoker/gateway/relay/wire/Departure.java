package dev.stoker.gateway.relay.wire;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.buffer.Buffer;

/// One request as it goes out, whole or piece by piece.
// Vert.x 4 has no other way between its buffers and those of Netty
@SuppressWarnings({"deprecation", "FutureReturnValueIgnored"})
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

    void send(HttpRequest head, Buffer body) {
        whole = true;
        channel.writeAndFlush(
                new DefaultFullHttpRequest(
                        head.protocolVersion(),
                        head.method(),
                        head.uri(),
                        body.getByteBuf(),
                        head.headers(),
                        EmptyHttpHeaders.INSTANCE),
                channel.voidPromise());
    }

    void open(HttpRequest head) {
        channel.write(head, channel.voidPromise());
    }

    void send(Buffer chunk) {
        channel.writeAndFlush(new DefaultHttpContent(chunk.getByteBuf()), channel.voidPromise());
    }

    void end() {
        whole = true;
        channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT, channel.voidPromise());
    }
}
