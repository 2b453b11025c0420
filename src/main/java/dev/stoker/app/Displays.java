package dev.stoker.app;

import dev.stoker.inference.EngineRouter;
import dev.stoker.ops.EngineFigures;
import dev.stoker.ops.EngineMeters;
import dev.stoker.ops.EngineTraces;
import dev.stoker.ops.GpuMeters;
import dev.stoker.ops.admin.EngineAnnals;
import dev.stoker.supervisor.fleet.EngineFleet;
import jakarta.inject.Singleton;

/// All that shows operators what the engines do.
@Singleton
record Displays(
        EngineMeters meters,
        EngineFigures figures,
        GpuMeters gpus,
        EngineAnnals annals,
        EngineTraces traces) {

    /// Shows the engines of that fleet, and those that it gets later.
    void show(EngineFleet fleet, EngineRouter router) {
        meters.show(router);
        figures.show();
        gpus.watch(fleet::gpus);
        fleet.subscribe(meters);
        fleet.subscribe(annals);
        fleet.subscribe(traces);
        fleet.subscribe(_ -> {
            meters.show(router);
            figures.show();
        });
    }
}
