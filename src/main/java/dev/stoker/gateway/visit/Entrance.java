package dev.stoker.gateway.visit;

import dev.stoker.gateway.ApiError;
import dev.stoker.gateway.BodyLength;
import dev.stoker.gateway.Refusals;
import dev.stoker.gateway.admission.Admission;
import dev.stoker.gateway.admission.keys.ApiKey;
import dev.stoker.gateway.admission.keys.KeyRing;
import dev.stoker.gateway.admission.keys.ShownKey;
import dev.stoker.gateway.admission.limits.Grant;
import dev.stoker.gateway.admission.limits.Verdict;
import dev.stoker.inference.Draining;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.AsyncResult;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;

/// What every request to the public port passes first: is the door open, and who asks?
@ApplicationScoped
class Entrance {
    /// After CORS, whose preflights show no key; before everything else.
    private static final int AFTER_CORS = 250;

    /// The path that reaches engines without the relay, while its client waits.
    private static final String PROMPTS = "/generate";

    private static final int CLIENT_LEFT = 499;
    private static final ApiError LEAVING =
            ApiError.tryAgain(
                    "draining",
                    "This Stoker is shutting down; another one, or the next start, answers.",
                    Duration.ofSeconds(5));

    private final Admission admission;
    private final KeyRing keys;
    private final Draining draining;
    private final Refusals refusals;
    private final Witnesses witnesses;

    Entrance(
            Vertx vertx,
            Admission admission,
            KeyRing keys,
            Draining draining,
            Witnesses witnesses) {
        this.admission = admission;
        this.keys = keys;
        this.draining = draining;
        this.refusals = new Refusals(vertx);
        this.witnesses = witnesses;
    }

    void stand(@Observes Filters filters) {
        filters.register(this::enter, AFTER_CORS);
    }

    private void enter(RoutingContext context) {
        Visit visit = begin(context);
        if (draining.isLeaving()) {
            // a client that keeps its connection would come back to this Stoker
            context.response().putHeader("connection", "close");
        }
        if (draining.isClosed()) {
            refusals.send(context.request(), visit.requestId(), LEAVING);
        } else if (keys.isOpen() || isForAll(context.normalizedPath()) || isKnown(visit)) {
            pass(context, visit);
        } else {
            context.response().putHeader("www-authenticate", "Bearer realm=\"stoker\"");
            refusals.send(context.request(), visit.requestId(), unknown());
        }
    }

    /// What the relay relays it charges itself, when it knows the body.
    private void pass(RoutingContext context, Visit visit) {
        Optional<Verdict> charged =
                isPrompts(context.normalizedPath()) ? charge(visit) : Optional.empty();
        switch (charged.orElse(null)) {
            case null -> context.next();
            case Verdict.Refused(ApiError error, _) ->
                    refusals.send(context.request(), visit.requestId(), error);
            case Verdict.Granted(Grant grant, _) -> {
                context.addEndHandler(_ -> grant.close());
                context.next();
            }
        }
    }

    private Optional<Verdict> charge(Visit visit) {
        long bytes = BodyLength.announced(visit.request());
        Optional<Verdict> verdict = visit.key().flatMap(key -> admission.charge(key, bytes));
        verdict.ifPresent(told -> told.headers().forEach(visit.request().response()::putHeader));
        return verdict;
    }

    private Visit begin(RoutingContext context) {
        Visit visit = Visit.begin(context, admission, witnesses.tracer(), witnesses::ended);
        if (witnesses.any()) {
            context.addEndHandler(end -> visit.ended(status(context, end)));
        }
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

    /// A resource is found with a slash or parameters behind its name, too.
    private static boolean isPrompts(String path) {
        return path.equals(PROMPTS)
                || path.startsWith(PROMPTS + "/")
                || path.startsWith(PROMPTS + ";");
    }

    private static ApiError unknown() {
        return ApiError.unknownKey(
                "A known API key is needed: 'Authorization: Bearer KEY' or 'x-api-key: KEY'.");
    }
}
