package dev.stoker.batch.queue;

import dev.stoker.batch.database.Database;
import dev.stoker.batch.database.Database.Session;
import dev.stoker.batch.job.Job;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.JobState;
import dev.stoker.batch.job.Tally;
import dev.stoker.batch.job.Tokens;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Statements on one row of `job`.
///
/// Whoever changes a job and its items locks the job first and its items after, so that no two
/// transactions wait for each other.
final class JobRow {
    /// Every job as [#job] reads it; a condition may follow.
    static final String SELECT =
            """
            SELECT job.*,
                (SELECT count(*) FROM item WHERE item.job = job.id AND item.state = 'running')
                    AS running
            FROM job
            """;

    private static final String LOCK =
            """
            SELECT id, model, sealed, state, last_sequence, last_finish FROM job
            WHERE id = ?
            FOR NO KEY UPDATE
            """;
    private static final String COUNT =
            """
            UPDATE job
            SET total = total + ?, done = done + ?, failed = failed + ?, dropped = dropped + ?,
                cancelled = cancelled + ?, prompt_tokens = prompt_tokens + ?,
                output_tokens = output_tokens + ?, cached = cached + ?,
                cached_prompt_tokens = cached_prompt_tokens + ?,
                cached_output_tokens = cached_output_tokens + ?, last_finish = last_finish + ?
            WHERE id = ?
            """;
    private static final String SETTLE =
            """
            UPDATE job
            SET finished = ?,
                state = CASE
                    WHEN state = 'cancelling' THEN 'cancelled'
                    WHEN done = 0 AND failed > 0 THEN 'failed'
                    ELSE 'completed'
                END
            WHERE id = ? AND sealed AND finished IS NULL
                AND done + failed + dropped + cancelled = total
            """;

    private JobRow() {}

    /// What the holder of a job's lock needs of it.
    record Locked(JobId id, String model, boolean open, long lastSequence, long lastFinish) {}

    /// What one transaction adds to a job's counters.
    ///
    /// @param results places given out among its results
    record Delta(long total, Tally.Ended ended, Tokens tokens, Tally.Cached cached, long results) {
        Delta(long total, Tally.Ended ended, Tokens tokens, long results) {
            this(total, ended, tokens, Tally.Cached.NONE, results);
        }
    }

    static Optional<Job> find(Session session, JobId id) throws SQLException {
        return session.first(SELECT + "WHERE id = ?", JobRow::job, id);
    }

    static Optional<Locked> lock(Session session, JobId id) throws SQLException {
        return session.first(LOCK, JobRow::locked, id);
    }

    static void count(Session session, JobId id, Delta delta) throws SQLException {
        session.update(
                COUNT,
                delta.total(),
                delta.ended().done(),
                delta.ended().failed(),
                delta.ended().dropped(),
                delta.ended().cancelled(),
                delta.tokens().prompt(),
                delta.tokens().output(),
                delta.cached().items(),
                delta.cached().tokens().prompt(),
                delta.cached().tokens().output(),
                delta.results(),
                id);
    }

    /// So many items gave their places at engines to chats.
    static void gaveWay(Session session, JobId id, long items) throws SQLException {
        if (items > 0) {
            session.update("UPDATE job SET gave_way = gave_way + ? WHERE id = ?", items, id);
        }
    }

    /// Ends the job if its last item has ended.
    static void settle(Session session, JobId id, Instant now) throws SQLException {
        session.update(SETTLE, now, id);
    }

    static JobId id(ResultSet row, String column) throws SQLException {
        return new JobId(row.getObject(column, UUID.class));
    }

    private static Locked locked(ResultSet row) throws SQLException {
        JobState state = JobState.of(row.getString("state"));
        return new Locked(
                id(row, "id"),
                row.getString("model"),
                !row.getBoolean("sealed") && !state.isFinal(),
                row.getLong("last_sequence"),
                row.getLong("last_finish"));
    }

    static Job job(ResultSet row) throws SQLException {
        return new Job(
                id(row, "id"),
                new Job.Description(
                        row.getString("kind"), row.getString("model"), row.getString("parameters")),
                new Job.Progress(
                        JobState.of(row.getString("state")),
                        row.getBoolean("sealed"),
                        new Job.Source(
                                Optional.ofNullable(row.getString("source_cursor")),
                                Optional.ofNullable(row.getString("source_report"))),
                        Optional.ofNullable(row.getString("ending")).map(Job.Ending::of),
                        row.getLong("gave_way")),
                tally(row),
                new Job.Times(
                        Database.time(row, "created").orElseThrow(),
                        Database.time(row, "started"),
                        Database.time(row, "finished"),
                        Database.time(row, "sealed_at"),
                        Database.time(row, "ending_at")));
    }

    private static Tally tally(ResultSet row) throws SQLException {
        return new Tally(
                row.getLong("total"),
                row.getLong("running"),
                new Tally.Ended(
                        row.getLong("done"),
                        row.getLong("failed"),
                        row.getLong("dropped"),
                        row.getLong("cancelled")),
                new Tokens(row.getLong("prompt_tokens"), row.getLong("output_tokens")),
                new Tally.Cached(
                        row.getLong("cached"),
                        new Tokens(
                                row.getLong("cached_prompt_tokens"),
                                row.getLong("cached_output_tokens"))));
    }
}
