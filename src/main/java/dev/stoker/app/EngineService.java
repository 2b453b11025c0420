package dev.stoker.app;

import dev.stoker.batch.Batch;
import dev.stoker.inference.EngineRouter;
import dev.stoker.ops.EngineMeters;
import dev.stoker.ops.admin.EngineAnnals;
import dev.stoker.supervisor.fleet.EngineFleet;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// Starts the engines with the service, behind the open door.
@ApplicationScoped
final class EngineService {
    private final EngineFleet fleet;
    private final EngineRouter router;
    private final EngineMeters meters;
    private final EngineAnnals annals;
    private final Batch batch;

    EngineService(
            EngineFleet fleet,
            EngineRouter router,
            EngineMeters meters,
            EngineAnnals annals,
            Batch batch) {
        this.fleet = fleet;
        this.router = router;
        this.meters = meters;
        this.annals = annals;
        this.batch = batch;
    }

    void start(@Observes StartupEvent event) {
        meters.show(router);
        fleet.subscribe(meters);
        fleet.subscribe(annals);
        fleet.subscribe(_ -> batch.engineChanged());
        fleet.startAll();
    }
}
