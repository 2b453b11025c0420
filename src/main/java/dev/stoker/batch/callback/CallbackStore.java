package dev.stoker.batch.callback;

import dev.stoker.batch.database.Database;
import dev.stoker.batch.job.JobId;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/// The callbacks that are due. One is handed out to one replica at a time, and again after a while
/// unless it was [#delivered].
///
/// Every method throws [dev.stoker.batch.database.DatabaseFailure] when the database does not
/// answer.
public final class CallbackStore {
    /// Pauses behind each attempt, three days together; then it is given up.
    static final List<Duration> PAUSES =
            List.of(
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(30),
                    Duration.ofHours(2),
                    Duration.ofHours(5),
                    Duration.ofHours(10),
                    Duration.ofHours(14),
                    Duration.ofHours(20),
                    Duration.ofHours(24));

    private static final String DUE =
            """
            SELECT callback.job, url, attempts, job.finished
            FROM callback JOIN job ON job.id = callback.job
            WHERE delivered IS NULL AND given_up IS NULL AND not_before <= ?
                AND job.finished IS NOT NULL
                AND callback.job <> ALL (?)
                AND substring(url FROM '^[^:]+://([^/?#]*)') <> ALL (?)
            ORDER BY not_before LIMIT 1
            FOR NO KEY UPDATE OF callback SKIP LOCKED
            """;

    // What is told of an earlier end does not count for the present one.
    private static final String OF_THIS_END =
            """
            WHERE job = ? AND attempts >= ?
                AND EXISTS (SELECT FROM job WHERE job.id = callback.job AND finished = ?)
            """;

    /// For one attempt: nobody else begins the next before it.
    private static final Duration HOLD = Duration.ofMinutes(1);

    private final Database database;
    private final InstantSource clock;

    public CallbackStore(DataSource source, InstantSource clock) {
        this.database = new Database(source);
        this.clock = clock;
    }

    /// Whom to leave alone for now.
    ///
    /// @param jobs whose callbacks are being carried out
    /// @param receivers that are being told as much as they may be at once
    public record Busy(Set<JobId> jobs, Set<String> receivers) {
        public static final Busy NONE = new Busy(Set.of(), Set.of());

        public Busy {
            jobs = Set.copyOf(jobs);
            receivers = Set.copyOf(receivers);
        }
    }

    /// The next callback that is due.
    public Optional<Callback> next(Busy busy) {
        Instant now = clock.instant();
        UUID[] jobs = busy.jobs().stream().map(JobId::value).toArray(UUID[]::new);
        String[] receivers = busy.receivers().toArray(String[]::new);
        return database.transaction(session -> {
            Optional<Callback> due =
                    session.first(DUE, CallbackStore::callback, now, jobs, receivers);
            if (due.isPresent()) {
                session.update(
                        "UPDATE callback SET attempts = ?, not_before = ? WHERE job = ?",
                        due.get().attempt(),
                        now.plus(longer(HOLD, pause(due.get().attempt()))),
                        due.get().job());
            }
            return due;
        });
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Duration pause(int attempt) {
        return PAUSES.get(Math.min(attempt, PAUSES.size()) - 1);
    }

    /// Unless the job was tried again meanwhile and is to end once more.
    public void delivered(Callback callback) {
        Instant now = clock.instant();
        database.transaction(session ->
                session.update(
                        "UPDATE callback SET delivered = ?, error = NULL " + OF_THIS_END,
                        now,
                        callback.job(),
                        callback.attempt(),
                        callback.end()));
    }

    /// Keeps why; behind the last attempt it is given up.
    ///
    /// @return whether it will be tried again
    public boolean failed(Callback callback, String reason) {
        Instant now = clock.instant();
        boolean last = callback.attempt() > PAUSES.size();
        database.transaction(session ->
                session.update(
                        "UPDATE callback SET error = ?, given_up = ?::timestamptz, not_before = ? "
                                + OF_THIS_END,
                        Database.clean(reason),
                        Optional.of(now).filter(_ -> last),
                        now.plus(pause(callback.attempt())),
                        callback.job(),
                        callback.attempt(),
                        callback.end()));
        return !last;
    }

    private static Callback callback(ResultSet row) throws SQLException {
        return new Callback(
                new JobId(row.getObject("job", UUID.class)),
                URI.create(row.getString("url")),
                row.getInt("attempts") + 1,
                Database.time(row, "finished").orElseThrow());
    }
}
