package dev.stoker.gateway.relay;

import dev.stoker.gateway.relay.wire.Caller;
import dev.stoker.gateway.relay.wire.EngineReply;
import dev.stoker.gateway.relay.wire.Piece;
import dev.stoker.gateway.relay.wire.Wire;
import dev.stoker.gateway.relay.wire.Wires;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpRequest;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.impl.ContextInternal;
import java.net.URI;
import java.util.List;

/// Tells an engine to stop computing a request; how it answers is of no matter.
record Abort(URI engine, HttpRequest head, Buffer body) {
    void run(LoopWires wires) {
        ContextInternal context = wires.context();
        wires.take(
                engine,
                new Wires.Taker() {
                    @Override
                    public void taken(Wire wire) {
                        wire.ask(
                                head,
                                List.of(Unpooled.wrappedBuffer(body.getBytes())),
                                context,
                                new Ignored());
                    }

                    @Override
                    public void refused(Throwable cause) {}
                });
    }

    /// An answer that is read to its end, so that its connection can be used again.
    private static final class Ignored implements Caller, EngineReply.Reader {
        @Override
        public void replied(EngineReply reply) {
            reply.read(this);
        }

        @Override
        public void take(Piece piece) {}

        @Override
        public void end() {}

        @Override
        public void broke() {}

        @Override
        public void broke(Throwable cause) {}

        @Override
        public void drained() {}
    }
}
