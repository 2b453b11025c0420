package dev.stoker.app;

import dev.stoker.batch.Batch;
import dev.stoker.inference.EngineRouter;
import dev.stoker.supervisor.fleet.EngineFleet;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// Starts the engines with the service, behind the open door.
@ApplicationScoped
final class EngineService {
    private final EngineFleet fleet;
    private final EngineRouter router;
    private final Displays displays;
    private final Batch batch;
    private final StokerSettings settings;

    EngineService(
            EngineFleet fleet,
            EngineRouter router,
            Displays displays,
            Batch batch,
            StokerSettings settings) {
        this.fleet = fleet;
        this.router = router;
        this.displays = displays;
        this.batch = batch;
        this.settings = settings;
    }

    void start(@Observes StartupEvent event) {
        displays.show(fleet, router);
        fleet.subscribe(_ -> batch.engineChanged());
        if (settings.startEngines()) {
            fleet.startAll();
        }
    }
}
