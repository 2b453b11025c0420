package dev.stoker.gateway.visit;

import dev.stoker.gateway.ApiError;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Keeps new requests out while Stoker stops and open ones finish.
///
/// During `quarkus.shutdown.delay` load balancers still send requests, and they are served.
@ApplicationScoped
public class Drain {
    private static final Duration RESTART = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final Duration delay;
    private volatile boolean closed;

    Drain(
            Vertx vertx,
            @ConfigProperty(name = "quarkus.shutdown.delay", defaultValue = "0s") Duration delay) {
        this.vertx = vertx;
        this.delay = delay;
    }

    /// From now on new requests are refused; calls after the first do nothing.
    public void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    /// What new requests are told.
    ApiError refusal() {
        return ApiError.tryAgain(
                "draining", "Stoker is stopping and takes no new requests.", RESTART);
    }

    void stopBegins(@Observes ShutdownDelayInitiatedEvent event) {
        if (delay.isZero()) {
            close();
        } else {
            vertx.setTimer(delay.toMillis(), _ -> close());
        }
    }

    void stops(@Observes ShutdownEvent event) {
        close();
    }
}
