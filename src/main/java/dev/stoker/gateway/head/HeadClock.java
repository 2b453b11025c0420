package dev.stoker.gateway.head;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Cuts a connection whose client takes too long for the head of a request: from the connection on,
/// or from the first byte of a further head. It stands before the HTTP codec and behind TLS.
///
/// ```
///  awaiting ──head is whole──► serving ──answered, and part of a head came──► awaiting
///     └──time is up──► 408, closed
/// ```
///
/// An ordinary head comes in one piece and costs no timer.
@SuppressWarnings("FutureReturnValueIgnored") // what fails closes the channel
final class HeadClock extends ChannelInboundHandlerAdapter {
    private static final String DECODER = "httpDecoder";
    private static final String ENCODER = "httpEncoder";
    private static final String TLS = "ssl";

    /// What tells HTTP/2 from any other request line.
    private static final int TELLING = 3;

    private static final byte[] TOO_SLOW =
            "HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private final long limitMillis;
    private @Nullable HeadWatch watch;
    private @Nullable ScheduledFuture<?> alarm;

    HeadClock(long limitMillis) {
        this.limitMillis = limitMillis;
    }

    @Override
    public void channelActive(ChannelHandlerContext netty) {
        netty.fireChannelActive();
        ChannelPipeline pipeline = netty.pipeline();
        if (pipeline.get(TLS) != null && netty.name().equals(pipeline.names().getFirst())) {
            pipeline.addAfter(TLS, null, new HeadClock(limitMillis));
            pipeline.remove(this);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext netty) {
        // a connection that is accepted is active before it is told so
        arm(netty);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext netty) {
        disarm();
    }

    @Override
    public void channelRead(ChannelHandlerContext netty, Object bytes) {
        if (watch == null) {
            look(netty, (ByteBuf) bytes);
        }
        HeadWatch heads = watch;
        if (heads == null) {
            netty.fireChannelRead(bytes);
            return;
        }
        long before = heads.begun();
        netty.fireChannelRead(bytes);
        if (heads.begun() != before) {
            disarm();
        } else if (heads.awaitsHead() && alarm == null) {
            arm(netty);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext netty) {
        disarm();
        netty.fireChannelInactive();
    }

    /// Stands beside the codec as soon as there is one, which is when the first bytes have told
    /// which version of HTTP it is.
    private void look(ChannelHandlerContext netty, ByteBuf bytes) {
        ChannelPipeline pipeline = netty.pipeline();
        if (pipeline.get(DECODER) == null && bytes.readableBytes() > TELLING) {
            netty.fireChannelRead(bytes.readRetainedSlice(TELLING));
        }
        if (pipeline.get(DECODER) != null) {
            watch = new HeadWatch();
            pipeline.addAfter(ENCODER, null, watch);
        } else if (bytes.readableBytes() > TELLING) {
            // HTTP/2, which has limits of its own
            pipeline.remove(this);
        }
    }

    private void arm(ChannelHandlerContext netty) {
        alarm =
                netty.executor()
                        .schedule(() -> timeIsUp(netty), limitMillis, TimeUnit.MILLISECONDS);
    }

    private void disarm() {
        if (alarm != null) {
            alarm.cancel(false);
            alarm = null;
        }
    }

    private void timeIsUp(ChannelHandlerContext netty) {
        alarm = null;
        if (watch != null && watch.isAnswering()) {
            arm(netty);
        } else if (watch == null) {
            netty.channel().close();
        } else {
            netty.writeAndFlush(Unpooled.wrappedBuffer(TOO_SLOW))
                    .addListener(ChannelFutureListener.CLOSE);
        }
    }
}
