package dev.stoker.app;

import dev.stoker.batch.Batch;
import dev.stoker.batch.queue.QueueWork;
import dev.stoker.edgar.pace.Permits;
import dev.stoker.ops.QueueMeters;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import javax.sql.DataSource;

/// Shows operators what the database knows of work, once it has its tables.
@Singleton
record QueueDisplay(
        QueueMeters meters,
        Batch batch,
        DataSource database,
        Permits permits,
        InstantSource clock) {

    void show() {
        QueueWork queue = new QueueWork(database);
        batch.listen(meters);
        meters.watch(() -> new QueueMeters.Reading(queue.backlogs(), silence()));
    }

    private Duration silence() {
        try {
            return permits.silentUntil()
                    .map(end -> Duration.between(clock.instant(), end))
                    .filter(Duration::isPositive)
                    .orElse(Duration.ZERO);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
