package dev.stoker.ops;

import dev.stoker.inference.EngineRouter;
import dev.stoker.supervisor.EngineState;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/// Not alive once an engine that spans several machines has failed: its parts cannot start again
/// one by one, so whoever keeps the machines together has to start all of them anew. An engine on
/// one machine never counts.
@Liveness
@ApplicationScoped
final class GroupAlive implements HealthCheck {
    private final EngineRouter router;

    GroupAlive(EngineRouter router) {
        this.router = router;
    }

    @Override
    public HealthCheckResponse call() {
        List<String> failed =
                router.engines().stream()
                        .filter(engine -> engine.spec().compute().nodes().several())
                        .filter(engine -> engine.state() instanceof EngineState.Failed)
                        .map(engine -> engine.spec().name())
                        .toList();
        var answer = HealthCheckResponse.named("group").status(failed.isEmpty());
        failed.forEach(name -> answer.withData(name, "failed"));
        return answer.build();
    }
}
