package dev.stoker.gateway.visit;

import dev.stoker.gateway.ApiError;
import dev.stoker.gateway.Refusals;
import dev.stoker.gateway.admission.Admission;
import dev.stoker.gateway.admission.keys.ApiKey;
import dev.stoker.gateway.admission.keys.KeyRing;
import dev.stoker.gateway.admission.keys.ShownKey;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.AsyncResult;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;

/// What every request to the public port passes first: is the door open, and who asks?
@ApplicationScoped
class Entrance {
    /// After CORS, whose preflights show no key; before everything else.
    private static final int AFTER_CORS = 250;

    private static final int CLIENT_LEFT = 499;

    private final Admission admission;
    private final KeyRing keys;
    private final Drain drain;
    private final Refusals refusals;
    private final boolean logged;

    Entrance(Vertx vertx, Admission admission, KeyRing keys, Drain drain, VisitSettings settings) {
        this.admission = admission;
        this.keys = keys;
        this.drain = drain;
        this.refusals = new Refusals(vertx);
        this.logged = settings.enabled();
    }

    void stand(@Observes Filters filters) {
        filters.register(this::enter, AFTER_CORS);
    }

    private void enter(RoutingContext context) {
        Visit visit = begin(context);
        if (drain.isClosed()) {
            refusals.send(context.request(), visit.requestId(), drain.refusal());
        } else if (keys.isOpen() || isForAll(context.normalizedPath()) || isKnown(visit)) {
            context.next();
        } else {
            context.response().putHeader("www-authenticate", "Bearer realm=\"stoker\"");
            refusals.send(context.request(), visit.requestId(), unknown());
        }
    }

    private Visit begin(RoutingContext context) {
        if (!logged) {
            return Visit.begin(context, admission, _ -> {});
        }
        Visit visit = Visit.begin(context, admission, AccessLog::write);
        context.addEndHandler(end -> visit.ended(status(context, end)));
        return visit;
    }

    private static int status(RoutingContext context, AsyncResult<Void> end) {
        return end.succeeded() ? context.response().getStatusCode() : CLIENT_LEFT;
    }

    private boolean isKnown(Visit visit) {
        Optional<ApiKey> key = ShownKey.take(visit.request().headers()).flatMap(keys::find);
        key.ifPresent(visit::shows);
        return key.isPresent();
    }

    private static boolean isForAll(String path) {
        return path.equals("/openapi") || path.equals("/docs") || path.startsWith("/docs/");
    }

    private static ApiError unknown() {
        return ApiError.unknownKey(
                "A known API key is needed: 'Authorization: Bearer KEY' or 'x-api-key: KEY'.");
    }
}
