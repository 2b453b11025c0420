package dev.stoker.batch.queue;

import dev.stoker.batch.database.Database.Session;
import dev.stoker.batch.job.JobId;
import java.sql.SQLException;
import java.time.Instant;

/// Puts a job's failed items back into the line, as if they were new; the job's lock is held.
final class RetryFailed {
    // What could not be read has no request to try again.
    private static final String PUT_BACK =
            """
            UPDATE item
            SET state = 'waiting', owner = NULL, attempts = 0, deaths = 0, refusals = 0, not_before = ?,
                finish = NULL, finished = NULL, status = NULL, answer = NULL, error = NULL
            WHERE job = ? AND state = 'failed' AND body IS NOT NULL
                AND EXISTS (SELECT FROM job WHERE id = ? AND ending IS NULL)
            """;
    // The time between the job's end and this is not counted as its own.
    private static final String REOPEN =
            """
            UPDATE job
            SET failed = failed - ?, state = CASE WHEN started IS NULL THEN 'queued' ELSE 'running' END,
                started = started + coalesce(?::timestamptz - finished, INTERVAL '0'),
                finished = NULL, deadline = NULL
            WHERE id = ?
            """;

    // The job ends once more, and whoever waits for its end is told once more.
    private static final String TELL_AGAIN =
            """
            UPDATE callback
            SET attempts = 0, not_before = ?, delivered = NULL, given_up = NULL, error = NULL
            WHERE job = ?
            """;

    private RetryFailed() {}

    /// @return how many
    static int of(Session session, JobId job, Instant now) throws SQLException {
        int items = session.update(PUT_BACK, now, job, job);
        if (items > 0) {
            session.update(REOPEN, items, now, job);
            session.update(TELL_AGAIN, now, job);
        }
        return items;
    }
}
