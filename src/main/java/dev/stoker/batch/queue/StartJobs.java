package dev.stoker.batch.queue;

import static java.lang.System.Logger.Level.WARNING;

import dev.stoker.batch.database.Database;
import dev.stoker.batch.database.DatabaseFailure;
import dev.stoker.batch.job.Claim;
import dev.stoker.batch.job.JobId;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/// Marks jobs as running whose first items were handed out.
///
/// In a transaction of its own: in that of the claims the job would be locked after its items.
record StartJobs(Database database, InstantSource clock) {
    private static final System.Logger LOG = System.getLogger(StartJobs.class.getName());
    private static final String START =
            """
            UPDATE job SET state = 'running', started = ?
            WHERE id = ANY (?) AND state = 'queued'
            """;

    /// The items are handed out already, so a failure must not lose them: it is told of, and the
    /// next claim from such a job says again that it runs.
    void of(List<JobId> queued, List<Claim> claims) {
        UUID[] started =
                claims.stream()
                        .map(claim -> claim.ref().job())
                        .filter(queued::contains)
                        .map(JobId::value)
                        .distinct()
                        .toArray(UUID[]::new);
        if (started.length == 0) {
            return;
        }
        try {
            database.transaction(session -> session.update(START, clock.instant(), started));
        } catch (DatabaseFailure e) {
            LOG.log(
                    WARNING,
                    "jobs not marked as running jobs={0} {1}",
                    started.length,
                    e.getMessage());
        }
    }
}
