package dev.stoker.gateway.relay.answer;

import dev.stoker.gateway.relay.wire.Piece;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.VoidChannelPromise;
import io.netty.handler.codec.http.HttpContentEncoder;
import io.netty.handler.stream.ChunkedWriteHandler;
import io.netty.handler.timeout.IdleStateHandler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Gives a client an engine's chunks in the frames they came in, past the server's encoder, which
/// would take them apart and write three buffers for each.
///
/// Head, last chunk and whatever Stoker itself says go the ordinary way; all is written on the
/// connection's event loop, so that the order holds.
@SuppressWarnings("FutureReturnValueIgnored") // its promise is void
final class ChunkLane {
    private static final String ENCODER = "httpEncoder";

    private final ChannelHandlerContext encoder;
    private final @Nullable IdleStateHandler idle;
    private final VoidChannelPromise promise;
    private long bytes;

    private ChunkLane(ChannelHandlerContext encoder) {
        this.encoder = encoder;
        this.idle = encoder.pipeline().get(IdleStateHandler.class);
        this.promise = new VoidChannelPromise(encoder.channel(), false);
    }

    /// To be called when the head was written; empty where something else stands between server and
    /// socket that must see each piece, or the client does not take chunks.
    static Optional<ChunkLane> to(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_1_1
                        && request.response().isChunked()
                        && request.connection() instanceof ConnectionBase connection
                ? Optional.ofNullable(encoder(connection.channel())).map(ChunkLane::new)
                : Optional.empty();
    }

    private static @Nullable ChannelHandlerContext encoder(Channel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        boolean bare =
                pipeline.get(HttpContentEncoder.class) == null
                        && pipeline.get(ChunkedWriteHandler.class) == null;
        return bare ? pipeline.context(ENCODER) : null;
    }

    /// @param piece in chunks
    /// @return whether the client takes more at once
    boolean pass(Piece piece) {
        bytes += piece.length();
        encoder.writeAndFlush(toKeep(piece.chunks()), promise);
        if (idle != null) {
            idle.resetWriteTimeout();
        }
        return encoder.channel().isWritable();
    }

    /// Behind what already waits for a slow client, the chunks would keep a whole buffer of reads.
    private ByteBuf toKeep(ByteBuf chunks) {
        ChannelOutboundBuffer waiting = encoder.channel().unsafe().outboundBuffer();
        if (waiting == null || waiting.isEmpty()) {
            return chunks.retain();
        }
        int length = chunks.readableBytes();
        return encoder.alloc().buffer(length).writeBytes(chunks, chunks.readerIndex(), length);
    }

    /// Of the bodies' bytes, those that were given so far.
    long bytes() {
        return bytes;
    }
}
