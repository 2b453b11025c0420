package dev.stoker.batch.report;

import dev.stoker.batch.database.Database;
import dev.stoker.batch.database.DatabaseFailure;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/// What waits in the queue, by the view that scaling asks, too.
public final class QueueWork {
    private static final String SELECT =
            "SELECT model, items, seconds, oldest_seconds FROM queue_work ORDER BY model";

    private final Database database;

    public QueueWork(DataSource source) {
        this.database = new Database(source);
    }

    /// Of all models that have unfinished jobs.
    ///
    /// @throws DatabaseFailure when it could not be asked
    public List<Backlog> backlogs() {
        return database.transaction(session ->
                session.query(
                        SELECT,
                        row ->
                                new Backlog(
                                        row.getString("model"),
                                        row.getLong("items"),
                                        seconds(row.getDouble("seconds")),
                                        seconds(row.getDouble("oldest_seconds")))));
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1e3));
    }

    /// One model's unfinished work.
    ///
    /// @param items not yet answered, as far as their sources were read
    /// @param work how long one replica would need, at the pace so far; a second for each item
    ///   where there is none yet
    /// @param age of its oldest unfinished job
    public record Backlog(String model, long items, Duration work, Duration age) {}
}
