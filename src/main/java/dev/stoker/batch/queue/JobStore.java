package dev.stoker.batch.queue;

import dev.stoker.batch.job.Job;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.NewItem;
import dev.stoker.batch.job.NewJob;
import dev.stoker.batch.job.Tally;
import dev.stoker.batch.job.TimeShares;
import dev.stoker.batch.job.Tokens;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;

/// The jobs: created, filled, sealed, cancelled, forgotten.
///
/// Every method is one transaction and throws [DatabaseFailure] when it could not be.
public final class JobStore {
    private static final String SELECT =
            """
            SELECT job.*,
                (SELECT count(*) FROM item WHERE item.job = job.id AND item.state = 'running')
                    AS running
            FROM job
            """;
    private static final String INSERT =
            """
            INSERT INTO job (id, kind, model, parameters, state, sealed, created)
            VALUES (?, ?, ?, ?::jsonb, 'queued', ?, ?)
            """;
    private static final String ADOPT =
            """
            UPDATE job SET source_owner = ?
            WHERE id = (
                SELECT id FROM job
                WHERE kind = ? AND NOT sealed AND finished IS NULL
                    AND (source_owner IS NULL OR source_owner NOT IN (
                        SELECT owner FROM lease WHERE until >= ?))
                ORDER BY id LIMIT 1
                FOR NO KEY UPDATE SKIP LOCKED)
            RETURNING job.*, 0 AS running
            """;
    private static final UUID LAST = new UUID(-1, -1);

    private final Database database;
    private final SpentTimes times;
    private final InstantSource clock;
    private final RandomGenerator random = new SecureRandom();

    public JobStore(DataSource source, InstantSource clock) {
        this.database = new Database(source);
        this.times = new SpentTimes(source);
        this.clock = clock;
    }

    public Job create(NewJob job) {
        Instant now = clock.instant();
        JobId id = JobId.at(now, random);
        Job.Description what = job.description();
        return database.transaction(session -> {
            session.update(
                    INSERT, id, what.kind(), what.model(), what.parameters(), job.sealed(), now);
            JobRow.Locked locked = JobRow.lock(session, id).orElseThrow();
            new AddItems(session, now).to(locked, job.items());
            JobRow.settle(session, id, now);
            return one(session, id).orElseThrow();
        });
    }

    /// Adds what was read of the job's source, and how far that is.
    ///
    /// @return whether the job takes more; not after it was sealed or cancelled
    public boolean add(JobId id, List<NewItem> items, Optional<String> cursor) {
        return database.transaction(session -> {
            Optional<JobRow.Locked> job = JobRow.lock(session, id);
            if (job.filter(JobRow.Locked::open).isEmpty()) {
                return false;
            }
            new AddItems(session, clock.instant()).to(job.get(), items);
            if (cursor.isPresent()) {
                session.update("UPDATE job SET source_cursor = ? WHERE id = ?", cursor.get(), id);
            }
            return true;
        });
    }

    /// Tells that the job has all its items.
    public void seal(JobId id) {
        database.transaction(session -> {
            session.update("UPDATE job SET sealed = TRUE WHERE id = ?", id);
            JobRow.settle(session, id, clock.instant());
            return id;
        });
    }

    public Optional<Job> find(JobId id) {
        return database.transaction(session -> one(session, id));
    }

    /// Jobs from the newest to the oldest.
    ///
    /// @param before only jobs created before that one
    public List<Job> newest(int most, Optional<JobId> before) {
        return database.transaction(session ->
                session.query(
                        SELECT + "WHERE id < ? ORDER BY id DESC LIMIT ?",
                        JobRow::job,
                        before.map(JobId::value).orElse(LAST),
                        most));
    }

    /// Ends a job early. What waits is cancelled now, what runs is left to its holder to interrupt,
    /// results stay. Doing it again changes nothing.
    ///
    /// @return the job as it is then; empty when there is none
    public Optional<Job> cancel(JobId id) {
        Instant now = clock.instant();
        return database.transaction(session -> {
            Optional<JobRow.Locked> job = JobRow.lock(session, id);
            if (job.isPresent()) {
                cancel(session, id, now);
            }
            return one(session, id);
        });
    }

    private static void cancel(Database.Session session, JobId id, Instant now)
            throws SQLException {
        int open =
                session.update(
                        """
                        UPDATE job SET state = 'cancelling', sealed = TRUE
                        WHERE id = ? AND finished IS NULL
                        """,
                        id);
        if (open == 0) {
            return;
        }
        int cancelled =
                session.update(
                        """
                        UPDATE item SET state = 'cancelled', finished = ?
                        WHERE job = ? AND state = 'waiting'
                        """,
                        now,
                        id);
        Tally.Ended ended = new Tally.Ended(0, 0, 0, cancelled);
        JobRow.count(session, id, new JobRow.Delta(0, ended, Tokens.NONE, 0));
        JobRow.settle(session, id, now);
    }

    /// What the job's time went to so far.
    public TimeShares times(JobId id) {
        return times.of(id);
    }

    /// Jobs whose last running items are still to be interrupted.
    public List<JobId> cancelling() {
        return database.transaction(session ->
                session.query(
                        """
                        SELECT id FROM job
                        WHERE finished IS NULL AND state = 'cancelling'
                        """,
                        row -> JobRow.id(row, "id")));
    }

    /// Takes over the source of a job that is not sealed and that nobody alive reads.
    ///
    /// @param owner who reads it from now on, for as long as its lease lives
    public Optional<Job> adopt(String kind, String owner) {
        return database.transaction(
                session -> session.first(ADOPT, JobRow::job, owner, kind, clock.instant()));
    }

    /// Forgets jobs that finished before then, with their items and results.
    ///
    /// @return how many
    public int forget(Instant finishedBefore) {
        return database.transaction(
                session -> session.update("DELETE FROM job WHERE finished < ?", finishedBefore));
    }

    private static Optional<Job> one(Database.Session session, JobId id) throws SQLException {
        return session.first(SELECT + "WHERE id = ?", JobRow::job, id);
    }
}
