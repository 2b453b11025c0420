package dev.stoker.batch.queue;

import dev.stoker.batch.job.Claim;
import dev.stoker.batch.job.Finished;
import dev.stoker.batch.job.NewItem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/// The line of waiting items, as one holder of a lease sees it: claims, gives back, records.
///
/// One lease covers all items of its owner. It must [#beat] more often than the lease is long; once
/// it was silent for longer, whoever calls [#reclaim] puts its items back into the line. Every
/// method is one transaction and throws [DatabaseFailure] when it could not be.
public final class ItemQueue {
    private static final String CLAIM =
            """
            WITH next AS (
                SELECT job, sequence FROM item
                WHERE state = 'waiting' AND model = ? AND not_before <= ? AND %s
                ORDER BY model, not_before, job, sequence
                LIMIT ?
                FOR NO KEY UPDATE SKIP LOCKED)
            UPDATE item SET state = 'running', owner = ?, claims = claims + 1
            FROM next
            WHERE item.job = next.job AND item.sequence = next.sequence
            RETURNING item.job, item.sequence, item.claims, item.attempts, item.deaths,
                item.path, item.body
            """;
    private static final String CLAIM_PLAIN = CLAIM.formatted("deaths <= ?");
    // The limit of 2 is written out: the partial index of suspects is found by it.
    private static final String CLAIM_SUSPECT = CLAIM.formatted("deaths >= 2");
    private static final String PUT_BACK =
            """
            UPDATE item SET state = 'waiting', owner = NULL
            WHERE (job, sequence) IN (
                SELECT job, sequence FROM item
                WHERE state = 'running' AND %s
                FOR NO KEY UPDATE SKIP LOCKED)
            """;
    private static final String RECLAIM =
            PUT_BACK.formatted("owner NOT IN (SELECT owner FROM lease WHERE until >= ?)");
    private static final String RELEASE = PUT_BACK.formatted("owner = ?");

    private final Database database;
    private final InstantSource clock;
    private final Lease lease;

    public ItemQueue(DataSource source, InstantSource clock, Lease lease) {
        this.database = new Database(source);
        this.clock = clock;
        this.lease = lease;
    }

    /// Takes the lease. Earlier starts of the same instance are dead: theirs end now.
    public void open() {
        database.transaction(session ->
                session.update(
                        "DELETE FROM lease WHERE instance = ? AND owner <> ?",
                        lease.instance(),
                        lease.owner()));
        beat();
    }

    /// Prolongs the lease.
    public void beat() {
        database.transaction(session ->
                session.update(
                        """
                        INSERT INTO lease (owner, instance, until) VALUES (?, ?, ?)
                        ON CONFLICT (owner) DO UPDATE SET until = excluded.until
                        """,
                        lease.owner(),
                        lease.instance(),
                        clock.instant().plus(lease.length())));
    }

    /// Puts items back into the line whose holders are silent; they keep their places.
    ///
    /// @return how many
    public int reclaim() {
        Instant now = clock.instant();
        return database.transaction(session -> {
            session.update("DELETE FROM lease WHERE until < ?", now);
            return session.update(RECLAIM, now);
        });
    }

    /// Gives everything back and ends the lease, so that others go on at once.
    public void close() {
        database.transaction(session -> {
            session.update("DELETE FROM lease WHERE owner = ?", lease.owner());
            return session.update(RELEASE, lease.owner());
        });
    }

    /// Hands out the next items of a model.
    ///
    /// @param deaths leaves out items during which the engine died more often
    public List<Claim> claim(String model, int most, int deaths) {
        return claim(CLAIM_PLAIN, model, clock.instant(), deaths, most, lease.owner());
    }

    /// Hands out one item during which the engine died at least twice.
    public Optional<Claim> claimSuspect(String model) {
        return claim(CLAIM_SUSPECT, model, clock.instant(), 1, lease.owner()).stream().findFirst();
    }

    private List<Claim> claim(String sql, Object... parameters) {
        List<Claim> claims =
                database.transaction(session -> {
                    // Losing a claim in a crash of the database means claiming again,
                    // which is cheaper than waiting for the disk each time.
                    session.update("SET LOCAL synchronous_commit = off");
                    return session.query(sql, ItemQueue::claimed, parameters);
                });
        // A transaction of its own: here the job would be locked after its items.
        start(claims);
        return claims;
    }

    private void start(Collection<Claim> claims) {
        UUID[] jobs =
                claims.stream()
                        .map(claim -> claim.ref().job().value())
                        .distinct()
                        .toArray(UUID[]::new);
        if (jobs.length == 0) {
            return;
        }
        database.transaction(session ->
                session.update(
                        """
                        UPDATE job SET state = 'running', started = ?
                        WHERE id = ANY (?) AND state = 'queued'
                        """,
                        clock.instant(),
                        jobs));
    }

    /// Records how handings-out ended; what an earlier holder says too late changes nothing.
    ///
    /// @return those that took effect
    public List<Finished> record(List<Finished> finished) {
        Instant now = clock.instant();
        return database.transaction(session -> new RecordOutcomes(session, now).of(finished));
    }

    /// Models that unfinished jobs ask for.
    public List<String> models() {
        return database.transaction(session ->
                session.query(
                        "SELECT DISTINCT model FROM job WHERE finished IS NULL",
                        row -> row.getString("model")));
    }

    private static Claim claimed(ResultSet row) throws SQLException {
        return new Claim(
                new Claim.Ref(JobRow.id(row, "job"), row.getLong("sequence"), row.getInt("claims")),
                new NewItem.Request(row.getString("path"), row.getString("body")),
                row.getInt("attempts"),
                row.getInt("deaths"));
    }
}
