package dev.stoker.app;

import dev.stoker.batch.Batch;
import dev.stoker.batch.BatchSettings;
import dev.stoker.batch.feed.EngineAccess;
import dev.stoker.inference.EngineClient;
import dev.stoker.inference.EngineRouter;
import dev.stoker.ops.EngineMeters;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import javax.sql.DataSource;

/// The queue and what counts for operators.
@ApplicationScoped
final class BatchWiring {
    @Produces
    @Singleton
    EngineMeters meters(MeterRegistry registry) {
        return new EngineMeters(registry);
    }

    @Produces
    @Singleton
    Batch batch(
            DataSource database, EngineRouter router, EngineClient client, InstantSource clock) {
        return new Batch(
                database, new EngineAccess(router, client), BatchSettings.of("stoker"), clock);
    }
}
