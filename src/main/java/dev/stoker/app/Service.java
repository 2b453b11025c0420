package dev.stoker.app;

import dev.stoker.batch.Batch;
import dev.stoker.inference.EngineRouter;
import dev.stoker.ops.EngineMeters;
import dev.stoker.supervisor.fleet.EngineFleet;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// The order in which the service starts and stops: engines and queue come up behind the open door,
/// and the queue lets go before the engines end.
@ApplicationScoped
final class Service {
    private final EngineFleet fleet;
    private final EngineRouter router;
    private final EngineMeters meters;
    private final Batch batch;
    private final QueueDatabase database;

    Service(
            EngineFleet fleet,
            EngineRouter router,
            EngineMeters meters,
            Batch batch,
            QueueDatabase database) {
        this.fleet = fleet;
        this.router = router;
        this.meters = meters;
        this.batch = batch;
        this.database = database;
    }

    void start(@Observes StartupEvent event) {
        meters.show(router);
        fleet.subscribe(meters);
        fleet.subscribe(_ -> batch.engineChanged());
        fleet.startAll();
        Thread.ofVirtual().name("queue-opener").start(() -> database.open(batch::start));
    }

    void stop(@Observes ShutdownEvent event) {
        batch.close();
        fleet.close();
        database.close();
    }
}
