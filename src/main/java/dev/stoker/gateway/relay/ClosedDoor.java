package dev.stoker.gateway.relay;

import dev.stoker.gateway.ApiError;
import dev.stoker.inference.Draining;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/// Turns new requests away, whatever they want, once Stoker drains; those that are in go on.
@ApplicationScoped
class ClosedDoor {
    private static final int BEFORE_ALL_ROUTES = 400;
    private static final ApiError LEAVING =
            ApiError.tryAgain(
                    "draining",
                    "This Stoker is shutting down; another one, or the next start, answers.",
                    Duration.ofSeconds(5));

    private final Draining draining;
    private final Refusals refusals;

    ClosedDoor(Vertx vertx, Draining draining) {
        this.draining = draining;
        this.refusals = new Refusals(vertx);
    }

    void watch(@Observes Filters filters) {
        filters.register(this::pass, BEFORE_ALL_ROUTES);
    }

    private void pass(RoutingContext context) {
        if (!draining.isClosed()) {
            context.next();
            return;
        }
        HttpServerRequest request = context.request();
        // a client that keeps its connection would come back to this Stoker
        request.response().putHeader("connection", "close");
        refusals.send(request, RequestId.of(request.getHeader(RequestId.HEADER)), LEAVING);
    }
}
