package dev.stoker.batch.queue;

import dev.stoker.batch.database.Database;
import dev.stoker.batch.job.Claim;
import dev.stoker.batch.job.Finished;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/// The line of waiting items, as one holder of a lease sees it: claims, gives back, records.
///
/// One lease covers all items of its owner; the database's clock alone judges it. It must [#beat]
/// more often than the lease is long; once it was silent for longer, whoever calls [#reclaim] puts
/// its items back into the line. Every method is one transaction and throws
/// [dev.stoker.batch.database.DatabaseFailure] when it could not be.
public final class ItemQueue {
    private static final String PUT_BACK =
            """
            UPDATE item SET state = 'waiting', owner = NULL
            WHERE (job, sequence) IN (
                SELECT job, sequence FROM item
                WHERE state = 'running' AND %s
                FOR NO KEY UPDATE SKIP LOCKED)
            """;
    private static final String RECLAIM =
            PUT_BACK.formatted("owner NOT IN (SELECT owner FROM lease WHERE until >= now())");
    private static final String RELEASE = PUT_BACK.formatted("owner = ?");
    private static final String RELEASE_UNKNOWN =
            PUT_BACK.formatted(
                    """
                    owner = ? AND model = ?
                    AND (job, sequence, claims) NOT IN (SELECT * FROM unnest(?, ?, ?))\
                    """);

    private final Database database;
    private final InstantSource clock;
    private final Lease lease;
    private final DealItems claims;
    private final Set<Claim.Ref> held = ConcurrentHashMap.newKeySet();

    public ItemQueue(DataSource source, InstantSource clock, Lease lease) {
        this.database = new Database(source);
        this.clock = clock;
        this.lease = lease;
        this.claims = new DealItems(database, clock, lease.owner());
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
    ///
    /// @return the time by the database's clock, which alone judges leases
    public Instant beat() {
        return database.transaction(session ->
                session.first(
                                """
                                INSERT INTO lease (owner, instance, until)
                                VALUES (?, ?, now() + make_interval(secs => ?))
                                ON CONFLICT (owner) DO UPDATE SET until = excluded.until
                                RETURNING now() AS time
                                """,
                                row -> Database.time(row, "time"),
                                lease.owner(),
                                lease.instance(),
                                lease.length().toMillis() / 1e3)
                        .flatMap(time -> time)
                        .orElseThrow());
    }

    /// Puts items back into the line whose holders are silent; they keep their places.
    ///
    /// @return how many
    public int reclaim() {
        return database.transaction(session -> {
            session.update("DELETE FROM lease WHERE until < now()");
            return session.update(RECLAIM);
        });
    }

    /// Gives everything back and ends the lease, so that others go on at once.
    public void close() {
        database.transaction(session -> {
            session.update("DELETE FROM lease WHERE owner = ?", lease.owner());
            return session.update(RELEASE, lease.owner());
        });
    }

    /// Hands out the next items of a model, from all its jobs in turn.
    ///
    /// @param deaths leaves out items during which the engine died more often
    public List<Claim> claim(String model, int most, int deaths) {
        List<Claim> claimed = claims.of(model, most, deaths);
        claimed.forEach(claim -> held.add(claim.ref()));
        return claimed;
    }

    /// Hands out one item during which the engine died at least twice.
    public Optional<Claim> claimSuspect(String model) {
        Optional<Claim> claimed = claims.suspect(model);
        claimed.ifPresent(claim -> held.add(claim.ref()));
        return claimed;
    }

    /// Puts items of a model back into the line that are this holder's by the table while no claim
    /// has returned them: the connection broke between a commit and its answer. To be called by
    /// whoever claims that model, between two claims.
    ///
    /// @return how many
    public int releaseUnknown(String model) {
        List<Claim.Ref> known = List.copyOf(held);
        return database.transaction(session ->
                session.update(
                        RELEASE_UNKNOWN,
                        lease.owner(),
                        model,
                        known.stream().map(ref -> ref.job().value()).toArray(UUID[]::new),
                        known.stream().map(Claim.Ref::sequence).toArray(Long[]::new),
                        known.stream().map(Claim.Ref::token).toArray(Integer[]::new)));
    }

    /// Records how handings-out ended; what an earlier holder says too late changes nothing.
    ///
    /// @return those that took effect
    public List<Finished> record(List<Finished> finished) {
        Instant now = clock.instant();
        List<Finished> effective =
                database.transaction(session -> new RecordOutcomes(session, now).of(finished));
        finished.forEach(one -> held.remove(one.ref()));
        return effective;
    }

    /// What the unfinished jobs want. One statement, as it is asked all day.
    public OpenJobs openJobs() {
        return OpenJobs.of(
                database.ask(
                        "SELECT DISTINCT model, kind, sealed FROM job WHERE finished IS NULL",
                        OpenJobs.Row::of));
    }
}
