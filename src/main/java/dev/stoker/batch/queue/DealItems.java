package dev.stoker.batch.queue;

import dev.stoker.batch.database.Database;
import dev.stoker.batch.database.Database.Session;
import dev.stoker.batch.job.Claim;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.NewItem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Hands out waiting items, from all jobs of a model in turn, so that a small job does not stand
/// behind a large one. Within a job it is first come, first served.
final class DealItems {
    /// Jobs that one claim takes from; a claim of each would be a statement of its own.
    private static final int MOST_JOBS = 16;

    // The orders keep the planner on the index of the line, whatever it believes of the table.
    private static final String JOBS =
            """
            SELECT id, state FROM job, LATERAL (
                SELECT sequence FROM item
                WHERE item.job = job.id AND item.state = 'waiting' AND not_before <= ?
                ORDER BY not_before, sequence
                LIMIT 1) AS first
            WHERE model = ? AND finished IS NULL
            ORDER BY id
            """;
    private static final String CLAIM =
            """
            WITH taken AS (
                UPDATE item SET state = 'running', owner = ?, claims = claims + 1
                WHERE job = ? AND sequence = ANY (ARRAY(
                    SELECT sequence FROM item
                    WHERE job = ? AND state = 'waiting' AND not_before <= ? AND deaths <= ?
                    ORDER BY not_before, sequence
                    LIMIT ?
                    FOR NO KEY UPDATE SKIP LOCKED))
                RETURNING job, sequence, claims, attempts, deaths, refusals, path, body,
                    digest)
            SELECT taken.*, earlier.status, earlier.answer, earlier.prompt_tokens,
                earlier.output_tokens
            FROM taken LEFT JOIN LATERAL (
                %s) AS earlier ON TRUE
            """
                    .formatted(EarlierAnswer.of("taken"));
    // The limit of 2 is written out: the partial index of suspects is found by it.
    private static final String SUSPECT =
            """
            WITH next AS (
                SELECT job, sequence FROM item
                WHERE state = 'waiting' AND model = ? AND not_before <= ? AND deaths >= 2
                ORDER BY not_before, job, sequence
                LIMIT 1
                FOR NO KEY UPDATE SKIP LOCKED)
            UPDATE item SET state = 'running', owner = ?, claims = claims + 1
            FROM next
            WHERE item.job = next.job AND item.sequence = next.sequence
            RETURNING item.job, item.sequence, item.claims, item.attempts, item.deaths,
                item.refusals, item.path, item.body, item.digest, NULL AS answer
            """;

    private final Database database;
    private final InstantSource clock;
    private final String owner;
    private final StartJobs startJobs;
    private final Turns turns = new Turns();

    DealItems(Database database, InstantSource clock, String owner) {
        this.database = database;
        this.clock = clock;
        this.owner = owner;
        this.startJobs = new StartJobs(database, clock);
    }

    private record Waiting(JobId id, boolean queued) {}

    List<Claim> of(String model, int most, int deaths) {
        if (most < 1) {
            return List.of();
        }
        Instant now = clock.instant();
        List<Waiting> jobs = new ArrayList<>();
        List<Claim> claims =
                transaction(session -> {
                    turns
                            .order(
                                    model,
                                    session.query(JOBS, DealItems::job, now, model),
                                    Waiting::id)
                            .stream()
                            .limit(MOST_JOBS)
                            .forEach(jobs::add);
                    return deal(session, jobs, most, new Condition(now, deaths));
                });
        List<JobId> queued =
                jobs.stream().filter(Waiting::queued).map(Waiting::id).distinct().toList();
        startJobs.of(queued, claims);
        if (!claims.isEmpty()) {
            turns.served(model, claims.getLast().ref().job());
        }
        return claims;
    }

    Optional<Claim> suspect(String model) {
        List<Claim> claims =
                transaction(session ->
                        session.query(SUSPECT, DealItems::claim, model, clock.instant(), owner));
        startJobs.of(claims.stream().map(claim -> claim.ref().job()).toList(), claims);
        return claims.stream().findFirst();
    }

    /// Losing a claim in a crash of the database means claiming again, which is cheaper than
    /// waiting for the disk each time.
    private List<Claim> transaction(Database.Work<List<Claim>> work) {
        return database.transaction(session -> {
            session.update("SET LOCAL synchronous_commit = off");
            return work.in(session);
        });
    }

    private record Condition(Instant now, int deaths) {}

    /// What one job does not fill of its share goes to the others.
    private List<Claim> deal(Session session, List<Waiting> jobs, int most, Condition condition)
            throws SQLException {
        List<Claim> claims = new ArrayList<>();
        List<Waiting> open = jobs;
        while (!open.isEmpty() && claims.size() < most) {
            int share = Math.ceilDiv(most - claims.size(), open.size());
            List<Waiting> rich = new ArrayList<>();
            for (Waiting job : open) {
                int wanted = Math.min(share, most - claims.size());
                List<Claim> taken = wanted == 0 ? List.of() : take(session, job, wanted, condition);
                claims.addAll(taken);
                if (taken.size() == wanted) {
                    rich.add(job);
                }
            }
            open = rich;
        }
        return claims;
    }

    private List<Claim> take(Session session, Waiting job, int most, Condition condition)
            throws SQLException {
        return session.query(
                CLAIM,
                DealItems::claim,
                owner,
                job.id(),
                job.id(),
                condition.now(),
                condition.deaths(),
                most);
    }

    private static Waiting job(ResultSet row) throws SQLException {
        return new Waiting(JobRow.id(row, "id"), row.getString("state").equals("queued"));
    }

    private static Claim claim(ResultSet row) throws SQLException {
        return new Claim(
                new Claim.Ref(JobRow.id(row, "job"), row.getLong("sequence"), row.getInt("claims")),
                new NewItem.Request(row.getString("path"), row.getString("body")),
                new Claim.Tries(
                        row.getInt("attempts"), row.getInt("deaths"), row.getInt("refusals")),
                likes(row));
    }

    private static Claim.Likes likes(ResultSet row) throws SQLException {
        Optional<UUID> digest = Optional.ofNullable(row.getObject("digest", UUID.class));
        return digest.isPresent()
                ? new Claim.Likes(digest, EarlierAnswer.from(row))
                : Claim.Likes.NONE;
    }
}
