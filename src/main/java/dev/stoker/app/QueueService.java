package dev.stoker.app;

import dev.stoker.batch.Batch;
import dev.stoker.batch.requests.RequestJobs;
import dev.stoker.ops.QueueMeters;
import dev.stoker.summarize.Summaries;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// Opens the queue once its database is up.
@ApplicationScoped
final class QueueService {
    private final Batch batch;
    private final Summaries summaries;
    private final RequestJobs requests;
    private final QueueDatabase database;
    private final QueueMeters meters;

    QueueService(
            Batch batch,
            Summaries summaries,
            RequestJobs requests,
            QueueDatabase database,
            QueueMeters meters) {
        this.batch = batch;
        this.summaries = summaries;
        this.requests = requests;
        this.database = database;
        this.meters = meters;
    }

    void start(@Observes StartupEvent event) {
        Thread.ofVirtual().name("queue-opener").start(() -> database.open(this::open));
    }

    /// After that the database cannot be asked any more.
    void stop(@Observes ShutdownEvent event) {
        meters.close();
    }

    private void open() {
        batch.start();
        summaries.start();
        requests.start();
        meters.watch();
    }
}
