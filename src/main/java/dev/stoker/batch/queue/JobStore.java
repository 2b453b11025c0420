package dev.stoker.batch.queue;

import dev.stoker.batch.database.Database;
import dev.stoker.batch.job.Job;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.NewItem;
import dev.stoker.batch.job.NewJob;
import dev.stoker.batch.job.Submitted;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;

/// The jobs: created, filled, sealed, cancelled, forgotten.
///
/// Every method is one transaction and throws [dev.stoker.batch.database.DatabaseFailure] when it
/// could not be.
public final class JobStore {
    private static final String ADOPT =
            """
            UPDATE job SET source_owner = ?
            WHERE id = (
                SELECT id FROM job
                WHERE kind = ? AND NOT sealed AND finished IS NULL
                    AND (source_owner IS NULL
                        OR source_owner NOT IN (SELECT owner FROM lease WHERE until >= now())
                        OR (source_owner = ? AND id <> ALL (?)))
                ORDER BY id LIMIT 1
                FOR NO KEY UPDATE SKIP LOCKED)
            RETURNING job.*, 0 AS running
            """;
    private static final String SEAL =
            """
            UPDATE job SET sealed = TRUE, sealed_at = coalesce(sealed_at, ?) WHERE id = ?
            """;
    private static final String REFUSE =
            """
            UPDATE job
            SET state = 'failed', sealed = TRUE, source_report = ?::jsonb, ending = 'invalid',
                ending_at = ?, sealed_at = ?, finished = ?
            WHERE id = ? AND finished IS NULL AND total = 0
            """;
    private static final UUID LAST = new UUID(-1, -1);

    private final Database database;
    private final InstantSource clock;
    private final RandomGenerator random = new SecureRandom();

    public JobStore(DataSource source, InstantSource clock) {
        this.database = new Database(source);
        this.clock = clock;
    }

    /// Creates a job that nobody can have submitted before.
    public Job create(NewJob job) {
        return submit(job).job();
    }

    /// Creates the job, or finds the one that was submitted under the same key before.
    public Submitted submit(NewJob job) {
        Instant now = clock.instant();
        JobId id = JobId.at(now, random);
        return database.transaction(session -> CreateJob.of(session, id, job, now));
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
            Instant now = clock.instant();
            session.update(SEAL, now, id);
            JobRow.settle(session, id, now);
            return id;
        });
    }

    /// Keeps what the reading of the job's source found, and how far that is.
    ///
    /// @param cursor empty where it has not moved
    /// @param report JSON in the words of the job's kind
    public void report(JobId id, Optional<String> cursor, String report) {
        database.transaction(session ->
                session.update(
                        """
                        UPDATE job
                        SET source_cursor = coalesce(?, source_cursor), source_report = ?::jsonb
                        WHERE id = ?
                        """,
                        cursor,
                        report,
                        id));
    }

    /// Ends a job whose source cannot be carried out; one that has ended is left as it is.
    ///
    /// @param report JSON in the words of the job's kind: what is wrong
    public void refuse(JobId id, String report) {
        Instant now = clock.instant();
        database.transaction(session -> session.update(REFUSE, report, now, now, now, id));
    }

    public Optional<Job> find(JobId id) {
        return database.transaction(session -> JobRow.find(session, id));
    }

    /// Jobs from the newest to the oldest.
    ///
    /// @param before only jobs created before that one
    public List<Job> newest(int most, Optional<JobId> before) {
        return newest(Optional.empty(), most, before);
    }

    /// Jobs of one kind, or of all, from the newest to the oldest.
    ///
    /// @param before only jobs created before that one
    public List<Job> newest(Optional<String> kind, int most, Optional<JobId> before) {
        return database.transaction(session ->
                session.query(
                        JobRow.SELECT
                                + "WHERE id < ? AND (?::text IS NULL OR kind = ?)"
                                + " ORDER BY id DESC LIMIT ?",
                        JobRow::job,
                        before.map(JobId::value).orElse(LAST),
                        kind,
                        kind,
                        most));
    }

    /// Ends a job because someone asked for it.
    ///
    /// @see #end
    public Optional<Job> cancel(JobId id) {
        return end(id, Job.Ending.CANCELLED);
    }

    /// Ends a job early. What waits is cancelled now, what runs is left to its holder to interrupt,
    /// results stay. Doing it again changes nothing; the first ending counts.
    ///
    /// @return the job as it is then; empty when there is none
    public Optional<Job> end(JobId id, Job.Ending ending) {
        Instant now = clock.instant();
        return database.transaction(session -> {
            Optional<JobRow.Locked> job = JobRow.lock(session, id);
            if (job.isPresent()) {
                EndJob.of(session, job.get(), ending, now);
            }
            return JobRow.find(session, id);
        });
    }

    /// Puts a job's failed items back into the line; those that could not be read stay failed, and
    /// so does everything of a job that was ended early.
    ///
    /// @return how many are tried again
    public int retry(JobId id) {
        Instant now = clock.instant();
        return database.transaction(session ->
                JobRow.lock(session, id).isPresent() ? RetryFailed.of(session, id, now) : 0);
    }

    /// Takes over the source of a job that is not sealed and that nobody alive reads.
    ///
    /// @param owner who reads it from now on, for as long as its lease lives
    /// @param reading jobs that it reads: others of its own it took without being told
    public Optional<Job> adopt(String kind, String owner, Set<JobId> reading) {
        UUID[] known = reading.stream().map(JobId::value).toArray(UUID[]::new);
        return database.transaction(
                session -> session.first(ADOPT, JobRow::job, owner, kind, owner, known));
    }

    /// Forgets jobs that finished before then, with their items and results.
    ///
    /// @return how many
    public int forget(Instant finishedBefore) {
        return database.transaction(
                session -> session.update("DELETE FROM job WHERE finished < ?", finishedBefore));
    }
}
