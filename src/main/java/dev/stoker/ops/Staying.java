package dev.stoker.ops;

import dev.stoker.inference.Draining;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Not ready from the moment that Stoker was told to end: load balancers learn it while it still
/// answers.
@Readiness
@ApplicationScoped
final class Staying implements HealthCheck {
    private final Draining draining;

    Staying(Draining draining) {
        this.draining = draining;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("staying").status(!draining.isLeaving()).build();
    }
}
