package dev.stoker.app;

import dev.stoker.batch.Batch;
import dev.stoker.batch.requests.RequestJobs;
import dev.stoker.summarize.Summaries;
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
    private final QueueDisplay display;

    QueueService(
            Batch batch,
            Summaries summaries,
            RequestJobs requests,
            QueueDatabase database,
            QueueDisplay display) {
        this.batch = batch;
        this.summaries = summaries;
        this.requests = requests;
        this.database = database;
        this.display = display;
    }

    void start(@Observes StartupEvent event) {
        Thread.ofVirtual().name("queue-opener").start(() -> database.open(this::open));
    }

    private void open() {
        batch.start();
        summaries.start();
        requests.start();
        display.show();
    }
}
