package dev.stoker.gateway.relay.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpUtil;
import java.util.List;

/// Netty's decoder of answers, which gives on whole chunks of the plain form with their frames, as
/// a [ByteBuf]: a client that takes chunks, too, can have them as they are.
///
/// ```
///  head of a chunked answer ──► between ──whole plain chunks: given on──► between
///                                  └──anything else──► Netty's ──end of that chunk──► between
/// ```
final class ReplyDecoder extends HttpResponseDecoder {
    /// Whether Netty's decoder expects the size of a chunk.
    private boolean between;

    /// What is missing of the plain chunk that Netty's decoder has begun.
    private int missing;

    ReplyDecoder(HttpDecoderConfig config) {
        super(config);
    }

    /// Most reads bring whole chunks and nothing else. What must wait for its rest waits in a
    /// buffer of its own, so that the one it was read into is free.
    @Override
    public void channelRead(ChannelHandlerContext netty, Object message) throws Exception {
        ByteBuf in = (ByteBuf) message;
        int bytes = in.readableBytes();
        if (between && actualReadableBytes() == 0 && PlainChunks.whole(in) == bytes) {
            netty.fireChannelRead(in);
            return;
        }
        try {
            super.channelRead(netty, netty.alloc().buffer(bytes).writeBytes(in));
        } finally {
            in.release();
        }
    }

    @Override
    protected void decode(ChannelHandlerContext netty, ByteBuf in, List<Object> out)
            throws Exception {
        int whole = between ? PlainChunks.whole(in) : 0;
        if (whole > 0) {
            out.add(in.readRetainedSlice(whole));
            return;
        }
        if (between) {
            missing = PlainChunks.first(in);
        }
        int before = in.readerIndex();
        super.decode(netty, in, out);
        advance(in.readerIndex() - before);
        if (!out.isEmpty() && out.getLast() instanceof HttpResponse head) {
            between = HttpUtil.isTransferEncodingChunked(head);
        }
    }

    /// A size of which only a part has come is left where it is.
    private void advance(int consumed) {
        if (missing > 0) {
            missing -= consumed;
            between = missing == 0;
        } else {
            between = between && consumed == 0;
        }
    }
}
