package dev.stoker.gateway.relay.intake;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Takes bodies of requests out of a client's connection before the server, which would copy each
/// piece into an array; the server sees their ends only.
///
/// ```
///  decoder ──head──────────────────────────────► server
///          ──content──► taken? ──yes──► Inflow
///          │                   └──no──► server
///          └─end──────────────────────► server
/// ```
///
/// It stands there from a connection's first relayed request on, and is of use from the second: of
/// the first it cannot know whether some of its body has passed already.
final class BodyLane extends ChannelInboundHandlerAdapter {
    private static final String DECODER = "httpDecoder";
    private static final String SERVER = "handler";
    private static final String NAME = "bodyLane";

    private final Channel channel;

    /// Of the request of whose body nothing has passed yet.
    private @Nullable HttpHeaders fresh;

    private @Nullable Inflow taker;

    private BodyLane(Channel channel) {
        this.channel = channel;
    }

    /// Gives the request's body to that inflow from its first byte on.
    ///
    /// @return empty, and nothing given, where some of it may be on its way to the server
    static Optional<BodyLane> claim(HttpServerRequest request, Inflow taker) {
        if (!(request.connection() instanceof ConnectionBase connection)) {
            return Optional.empty();
        }
        ChannelPipeline pipeline = connection.channel().pipeline();
        if (pipeline.get(NAME) instanceof BodyLane lane) {
            return lane.isFresh(request.headers()) ? lane.to(taker) : Optional.empty();
        }
        if (pipeline.get(DECODER) != null && pipeline.get(SERVER) != null) {
            pipeline.addBefore(SERVER, NAME, new BodyLane(connection.channel()));
        }
        return Optional.empty();
    }

    @SuppressWarnings("ReferenceEquality") // another request may have the same headers
    private boolean isFresh(Object headers) {
        return fresh == headers;
    }

    private Optional<BodyLane> to(Inflow inflow) {
        taker = inflow;
        return Optional.of(this);
    }

    /// Whether the client is listened to while that body comes.
    void listen(Inflow to, boolean more) {
        if (taker == to) {
            channel.config().setAutoRead(more);
        }
    }

    /// The server gets what else comes of that body.
    void leave(Inflow to) {
        listen(to, true);
        if (taker == to) {
            taker = null;
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext netty, Object message) {
        if (message instanceof HttpRequest head) {
            fresh = head.headers();
            taker = null;
        } else {
            fresh = null;
        }
        Inflow inflow = taker;
        if (inflow != null
                && message instanceof HttpContent part
                && part.decoderResult().isSuccess()) {
            give(inflow, part.content());
            if (message instanceof LastHttpContent) {
                leave(inflow);
                netty.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
            }
        } else {
            netty.fireChannelRead(message);
        }
    }

    private static void give(Inflow inflow, ByteBuf bytes) {
        if (bytes.isReadable()) {
            inflow.arrived(bytes);
        } else {
            bytes.release();
        }
    }
}
