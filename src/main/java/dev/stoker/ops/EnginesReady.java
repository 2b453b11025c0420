package dev.stoker.ops;

import dev.stoker.inference.EngineRouter;
import dev.stoker.supervisor.EngineSnapshot;
import dev.stoker.supervisor.EngineState;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/// Ready when every model of this node answers: at least one engine of each name is up.
@Readiness
@ApplicationScoped
final class EnginesReady implements HealthCheck {
    private final EngineRouter router;

    EnginesReady(EngineRouter router) {
        this.router = router;
    }

    @Override
    public HealthCheckResponse call() {
        List<EngineSnapshot> engines = router.engines();
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("engines");
        engines.forEach(
                engine -> answer.withData(engine.spec().name(), StateNames.of(engine.state())));
        return answer.status(engines.stream().allMatch(engine -> answers(engine, engines))).build();
    }

    /// A sleeping engine is woken by the request that readiness lets through.
    private static boolean canAnswer(EngineState state) {
        return state instanceof EngineState.Ready || state instanceof EngineState.Sleeping;
    }

    /// What computes for a head elsewhere, or holds weights for others, is ready when it runs: no
    /// client is sent there.
    private static boolean answers(EngineSnapshot wanted, List<EngineSnapshot> engines) {
        if (wanted.spec().follows() || wanted.spec().isDaemon()) {
            return canAnswer(wanted.state());
        }
        String model = wanted.spec().model().name();
        return engines.stream()
                .anyMatch(engine -> engine.spec().serves(model) && canAnswer(engine.state()));
    }
}
