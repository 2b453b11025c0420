package dev.stoker.batch.queue;

import dev.stoker.batch.database.Database;
import dev.stoker.batch.job.JobId;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;

/// Unfinished jobs that wait to be ended.
///
/// Every method is one transaction and throws [dev.stoker.batch.database.DatabaseFailure] when it
/// could not be.
public final class DueJobs {
    private final Database database;
    private final InstantSource clock;

    public DueJobs(DataSource source, InstantSource clock) {
        this.database = new Database(source);
        this.clock = clock;
    }

    /// Those whose deadline has passed and that are not being ended yet.
    public List<JobId> late() {
        return database.transaction(session ->
                session.query(
                        """
                        SELECT id FROM job
                        WHERE finished IS NULL AND deadline < ? AND ending IS NULL
                        """,
                        row -> JobRow.id(row, "id"),
                        clock.instant()));
    }

    /// Those whose last running items are still to be interrupted.
    public List<JobId> cancelling() {
        return database.transaction(session ->
                session.query(
                        """
                        SELECT id FROM job
                        WHERE finished IS NULL AND state = 'cancelling'
                        """,
                        row -> JobRow.id(row, "id")));
    }
}
