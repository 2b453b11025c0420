package dev.stoker.batch.queue;

import dev.stoker.batch.database.Database.Session;
import dev.stoker.batch.job.Job;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.NewJob;
import dev.stoker.batch.job.NewJob.Submission;
import dev.stoker.batch.job.NewJob.Terms;
import dev.stoker.batch.job.Submitted;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// Creates a job with all that belongs to it, unless it was submitted before.
final class CreateJob {
    private static final String INSERT =
            """
            INSERT INTO job (id, kind, model, parameters, state, sealed, created, sealed_at,
                input, deadline, submission_key, submission_digest, trace)
            VALUES (?, ?, ?, ?::jsonb, 'queued', ?, ?, ?::timestamptz, ?::uuid, ?::timestamptz,
                ?, ?, ?)
            ON CONFLICT (kind, submission_key) WHERE submission_key IS NOT NULL DO NOTHING
            """;
    private static final String EARLIER = JobRow.SELECT + "WHERE kind = ? AND submission_key = ?";

    private CreateJob() {}

    static Submitted of(Session session, JobId id, NewJob job, Instant now) throws SQLException {
        if (insert(session, id, job, now) == 0) {
            return earlier(session, job);
        }
        if (job.terms().callback().isPresent()) {
            session.update(
                    "INSERT INTO callback (job, url, not_before) VALUES (?, ?, ?)",
                    id,
                    job.terms().callback().get().toString(),
                    now);
        }
        JobRow.Locked locked = JobRow.lock(session, id).orElseThrow();
        new AddItems(session, now).to(locked, job.items());
        JobRow.settle(session, id, now);
        return new Submitted.Created(JobRow.find(session, id).orElseThrow());
    }

    private static int insert(Session session, JobId id, NewJob job, Instant now)
            throws SQLException {
        Job.Description what = job.description();
        Terms terms = job.terms();
        return session.update(
                INSERT,
                id,
                what.kind(),
                what.model(),
                what.parameters(),
                job.sealed(),
                now,
                Optional.of(now).filter(_ -> job.sealed()),
                terms.input(),
                terms.deadline(),
                terms.once().map(Submission::key),
                terms.once().map(Submission::digest),
                terms.trace());
    }

    private static Submitted earlier(Session session, NewJob job) throws SQLException {
        Submission once = job.terms().once().orElseThrow();
        return session.first(
                        EARLIER,
                        row ->
                                row.getString("submission_digest").equals(once.digest())
                                        ? new Submitted.Repeated(JobRow.job(row))
                                        : new Submitted.Conflicting(JobRow.job(row)),
                        job.description().kind(),
                        once.key())
                .orElseThrow();
    }
}
