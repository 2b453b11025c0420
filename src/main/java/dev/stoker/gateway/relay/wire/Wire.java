package dev.stoker.gateway.relay.wire;

import static java.util.Objects.requireNonNull;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.impl.ContextInternal;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One connection to an engine, for one request after the other; lives on one event loop.
@SuppressWarnings({"FutureReturnValueIgnored", "ReferenceEquality"}) // closing need not be awaited
public final class Wire extends ChannelInboundHandlerAdapter {
    private final Wires home;
    private final URI engine;
    private final Channel channel;
    private @Nullable ContextInternal context;
    private @Nullable Caller listener;
    private @Nullable EngineReply reply;
    private Arrival arrival = new Arrival();
    private Departure departure;

    Wire(Wires home, URI engine, Channel channel) {
        this.home = home;
        this.engine = engine;
        this.channel = channel;
        this.departure = new Departure(channel);
    }

    /// Sends a whole request.
    ///
    /// @param body is released
    /// @param asker whose context the listener is called in
    public void ask(HttpRequest head, List<ByteBuf> body, ContextInternal asker, Caller hears) {
        begin(asker, hears);
        departure.send(head, body);
    }

    /// Sends the head of a request whose body follows.
    public void open(HttpRequest head, ContextInternal asker, Caller hears) {
        begin(asker, hears);
        departure.open(head);
    }

    /// Sends more of the body.
    ///
    /// @param pieces are released
    /// @return whether more may come at once; if not, [Caller#drained] says when
    public boolean write(Caller hears, List<ByteBuf> pieces) {
        if (listener != hears) {
            pieces.forEach(ByteBuf::release);
            return true;
        }
        departure.send(pieces);
        return channel.isWritable();
    }

    /// The body has ended.
    public void end(Caller hears) {
        if (listener == hears) {
            departure.end();
        }
    }

    /// Breaks the connection; nothing more is heard of the request.
    ///
    /// @param hears of the request that is meant, which may be over long ago
    public void cut(Caller hears) {
        if (listener == hears) {
            forget();
            channel.close();
        }
    }

    /// It was taken and is not needed.
    public void release() {
        home.keep(engine, this);
    }

    void close() {
        channel.close();
    }

    boolean isOpen() {
        return channel.isActive();
    }

    void listen(EngineReply of, boolean more) {
        if (reply == of) {
            channel.config().setAutoRead(more);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext netty, Object message) {
        try {
            if (listener == null) {
                // an answer that nobody asked for, or the rest of one that nobody wants
                channel.close();
            } else if (message instanceof HttpObject part && part.decoderResult().isFailure()) {
                fail(part.decoderResult().cause());
            } else {
                take(message);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext netty) {
        if (reply != null && arrival.hasNews()) {
            inContext(this::deliver);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext netty) {
        fail(new IOException("Connection was closed"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext netty, Throwable cause) {
        fail(cause);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext netty) {
        if (channel.isWritable() && !departure.isWhole() && listener != null) {
            inContext(listener::drained);
        }
    }

    private void begin(ContextInternal asker, Caller hears) {
        context = asker;
        listener = hears;
        arrival = new Arrival();
        departure = new Departure(channel);
    }

    private void take(Object message) {
        if (message instanceof HttpResponse head && arrival.begins(head)) {
            EngineReply begun = new EngineReply(this, head);
            reply = begun;
            Caller hears = requireNonNull(listener);
            inContext(() -> hears.replied(begun));
        }
        arrival.take(message);
    }

    private void deliver() {
        EngineReply.Reader reader = requireNonNull(reply).reader();
        arrival.give(reader);
        if (arrival.ended() && reply != null) {
            goHome();
            reader.end();
        }
    }

    private void goHome() {
        boolean again = arrival.keptAlive() && departure.isWhole() && channel.isActive();
        forget();
        if (again) {
            channel.config().setAutoRead(true);
            release();
        } else {
            channel.close();
        }
    }

    private void fail(Throwable cause) {
        Caller hears = listener;
        EngineReply begun = reply;
        forget();
        channel.close();
        if (begun != null) {
            inContext(() -> begun.reader().broke());
        } else if (hears != null) {
            inContext(() -> hears.broke(cause));
        }
    }

    private void forget() {
        arrival.drop();
        listener = null;
        reply = null;
    }

    /// Timers and writes of the asker go by the context they are called in.
    private void inContext(Runnable call) {
        requireNonNull(context).dispatch(call);
    }
}
