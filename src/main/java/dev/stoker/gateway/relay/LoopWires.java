package dev.stoker.gateway.relay;

import dev.stoker.gateway.relay.wire.Wires;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import java.net.URI;

/// The connections to engines of each event loop, so that both connections of a relayed request
/// live on the same thread and no byte changes threads on its way.
final class LoopWires {
    private final Vertx vertx;
    private final ThreadLocal<Wires> ofThisLoop;

    LoopWires(Vertx vertx) {
        this.vertx = vertx;
        this.ofThisLoop = ThreadLocal.withInitial(() -> Wires.of(context()));
    }

    /// To be called on an event loop; in its context the taker is called, too.
    void take(URI engine, Wires.Taker taker) {
        ofThisLoop.get().take(engine, context(), taker);
    }

    /// That of the request that is being served.
    ContextInternal context() {
        return (ContextInternal) vertx.getOrCreateContext();
    }
}
