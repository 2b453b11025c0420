package dev.stoker.gateway.relay;

import dev.stoker.inference.EngineConnections;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;

/// One HTTP client an event loop, so that both connections of a relayed request live on the same
/// thread and no byte changes threads on its way.
final class LoopClients {
    private final ThreadLocal<HttpClient> ofThisLoop;

    LoopClients(Vertx vertx) {
        this.ofThisLoop = ThreadLocal.withInitial(() -> EngineConnections.open(vertx));
    }

    /// To be called on an event loop.
    HttpClient current() {
        return ofThisLoop.get();
    }
}
