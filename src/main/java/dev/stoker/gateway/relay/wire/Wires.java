package dev.stoker.gateway.relay.wire;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.vertx.core.impl.ContextInternal;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The connections of one event loop to engines; those that are free are kept for a while.
@SuppressWarnings("FutureReturnValueIgnored") // listeners are told, sweeps need not be
public final class Wires {
    /// Gets a connection, or hears why there is none.
    public interface Taker {
        void taken(Wire wire);

        void refused(Throwable cause);
    }

    /// uvicorn, under vLLM and SGLang, and llama.cpp's server close a connection that was idle for
    /// 5 s; Stoker must be the first, or a request may cross with the engine's farewell.
    private static final long IDLE_NANOS = Duration.ofSeconds(3).toNanos();

    private static final int SWEEP_MILLIS = 500;
    private static final int CONNECT_MILLIS = 5_000;
    private static final int HEADERS = 64 * 1024;

    private final EventLoop loop;
    private final Bootstrap bootstrap;
    private final Map<URI, Deque<Free>> free = new HashMap<>();
    private boolean swept;

    private record Free(Wire wire, long since) {
        boolean isUsable() {
            return wire.isOpen() && System.nanoTime() - since <= IDLE_NANOS;
        }
    }

    private Wires(EventLoop loop, Bootstrap bootstrap) {
        this.loop = loop;
        this.bootstrap = bootstrap;
    }

    /// For the event loop of that context.
    public static Wires of(ContextInternal context) {
        Bootstrap bootstrap =
                new Bootstrap()
                        .group(context.nettyEventLoop())
                        .channelFactory(context.owner().transport().channelFactory(false))
                        .option(ChannelOption.RCVBUF_ALLOCATOR, new ReadBuffer())
                        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                        .option(ChannelOption.TCP_NODELAY, true);
        return new Wires(context.nettyEventLoop(), bootstrap);
    }

    /// Gives a free connection at once, or a new one when it stands; to be called on the event
    /// loop.
    public void take(URI engine, ContextInternal context, Taker taker) {
        Deque<Free> wires = free.get(engine);
        while (wires != null && !wires.isEmpty()) {
            Free youngest = wires.pop();
            if (youngest.isUsable()) {
                taker.taken(youngest.wire());
                return;
            }
            youngest.wire().close();
        }
        connect(engine, context, taker);
    }

    void keep(URI engine, Wire wire) {
        free.computeIfAbsent(engine, _ -> new ArrayDeque<>())
                .push(new Free(wire, System.nanoTime()));
        if (!swept) {
            swept = true;
            loop.schedule(this::sweep, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void connect(URI engine, ContextInternal context, Taker taker) {
        InetSocketAddress address = new InetSocketAddress(engine.getHost(), engine.getPort());
        ChannelFuture connecting = bootstrap.clone().handler(codec()).connect(address);
        connecting.addListener(_ -> {
            if (connecting.isSuccess()) {
                Wire wire = new Wire(this, engine, connecting.channel());
                connecting.channel().pipeline().addLast(wire);
                context.dispatch(() -> taker.taken(wire));
            } else {
                context.dispatch(() -> taker.refused(connecting.cause()));
            }
        });
    }

    private static ChannelHandler codec() {
        return new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                HttpDecoderConfig config =
                        new HttpDecoderConfig()
                                .setMaxInitialLineLength(HEADERS)
                                .setMaxHeaderSize(HEADERS)
                                .setMaxChunkSize(HEADERS);
                channel.pipeline().addLast(new ReplyDecoder(config), new HttpRequestEncoder());
            }
        };
    }

    /// The oldest lie at the bottom.
    private void sweep() {
        for (Deque<Free> wires : free.values()) {
            while (!wires.isEmpty() && !wires.peekLast().isUsable()) {
                wires.pollLast().wire().close();
            }
        }
        free.values().removeIf(Deque::isEmpty);
        swept = !free.isEmpty();
        if (swept) {
            loop.schedule(this::sweep, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
        }
    }
}
