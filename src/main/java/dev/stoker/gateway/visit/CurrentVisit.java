package dev.stoker.gateway.visit;

import dev.stoker.gateway.admission.keys.ApiKey;
import dev.stoker.trace.CurrentSpan;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.inject.Singleton;
import java.lang.ScopedValue.CallableOp;
import java.util.Optional;

/// The visit that a resource works for on a thread of its own.
@Singleton
public final class CurrentVisit {
    private final CurrentVertxRequest request;

    public CurrentVisit(CurrentVertxRequest request) {
        this.request = request;
    }

    /// Who asks: the name of the key that was shown. Empty where no keys are asked for.
    public Optional<String> client() {
        return Visit.of(request.getCurrent()).key().map(ApiKey::name);
    }

    /// Does the work as part of the request's trace.
    ///
    /// @param route of the resource: `/generate`
    public <T, X extends Throwable> T during(String route, CallableOp<T, X> work) throws X {
        Trail trail = Visit.of(request.getCurrent()).trail();
        trail.takes(route);
        return CurrentSpan.during(trail.span(), work);
    }
}
