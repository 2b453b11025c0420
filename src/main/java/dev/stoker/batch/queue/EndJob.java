package dev.stoker.batch.queue;

import dev.stoker.batch.database.Database.Session;
import dev.stoker.batch.job.Job;
import dev.stoker.batch.job.Tally;
import dev.stoker.batch.job.Tokens;
import java.sql.SQLException;
import java.time.Instant;

/// Ends a job early whose lock is held: its waiting items are cancelled and get their places among
/// the results.
final class EndJob {
    private static final String END =
            """
            UPDATE job
            SET state = 'cancelling', sealed = TRUE, sealed_at = coalesce(sealed_at, ?),
                ending = coalesce(ending, ?), ending_at = coalesce(ending_at, ?)
            WHERE id = ? AND finished IS NULL
            """;
    // Places may have gaps, so an item's own number will do: a join to number them anew goes over
    // all pairs of items while the planner still takes a young job for an empty one.
    private static final String CANCEL_WAITING =
            """
            WITH ended AS (
                UPDATE item SET state = 'cancelled', finished = ?, finish = ? + sequence
                WHERE job = ? AND state = 'waiting'
                RETURNING finish)
            SELECT count(*) AS items, coalesce(max(finish), 0) AS last FROM ended
            """;

    private EndJob() {}

    /// @param last the highest of the places given out
    private record Ended(long items, long last) {}

    static void of(Session session, JobRow.Locked job, Job.Ending ending, Instant now)
            throws SQLException {
        if (session.update(END, now, ending.label(), now, job.id()) == 0) {
            return;
        }
        Ended ended =
                session.first(
                                CANCEL_WAITING,
                                row -> new Ended(row.getLong("items"), row.getLong("last")),
                                now,
                                job.lastFinish(),
                                job.id())
                        .orElseThrow();
        long places = Math.max(0, ended.last() - job.lastFinish());
        Tally.Ended cancelled = new Tally.Ended(0, 0, 0, ended.items());
        JobRow.count(session, job.id(), new JobRow.Delta(0, cancelled, Tokens.NONE, places));
        JobRow.settle(session, job.id(), now);
    }
}
