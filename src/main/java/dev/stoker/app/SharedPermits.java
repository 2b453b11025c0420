package dev.stoker.app;

import dev.stoker.edgar.pace.FeedTime;
import dev.stoker.edgar.pace.OwnPermits;
import dev.stoker.edgar.pace.Permits;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;

/// Permits of all replicas that share a database. Its clock alone counts, so theirs may differ.
/// While it cannot be asked, no request is made.
final class SharedPermits implements Permits {
    private static final Duration DISTANCE = Duration.ofSeconds(1).dividedBy(PER_SECOND);
    private static final String TAKE_SLOT =
            """
            INSERT INTO feed_pace AS pace (host, next_slot)
            VALUES (?, clock_timestamp() + ? * INTERVAL '1 microsecond')
            ON CONFLICT (host) DO UPDATE
            SET next_slot = greatest(pace.next_slot, clock_timestamp())
                            + ? * INTERVAL '1 microsecond'
            RETURNING extract(EPOCH FROM next_slot - clock_timestamp()) * 1e6 - ?
            """;
    private static final String KEEP_SILENCE =
            """
            INSERT INTO feed_pace AS pace (host, next_slot, silent_until)
            VALUES (?, clock_timestamp(), clock_timestamp() + ? * INTERVAL '1 microsecond')
            ON CONFLICT (host) DO UPDATE
            SET silent_until = greatest(pace.silent_until, excluded.silent_until)
            """;
    private static final String SILENCE_LEFT =
            """
            SELECT extract(EPOCH FROM silent_until - clock_timestamp()) * 1e6
            FROM feed_pace
            WHERE host = ? AND silent_until > clock_timestamp()
            """;

    private final DataSource database;
    private final String host;
    private final FeedTime time;

    /// What this replica knows of itself holds even while the database is away.
    private final OwnPermits own;

    /// @param host that is asked: each has a pace of its own
    SharedPermits(DataSource database, String host, FeedTime time) {
        this.database = database;
        this.host = host;
        this.time = time;
        this.own = new OwnPermits(time);
    }

    @Override
    public void awaitTurn() throws IOException, InterruptedException {
        long distance = micros(DISTANCE);
        Optional<Duration> wait = ask(TAKE_SLOT, distance, distance, distance);
        if (wait.filter(Duration::isPositive).isPresent()) {
            time.await(wait.get());
        }
    }

    @Override
    public void keepSilence(Duration duration) throws IOException {
        own.keepSilence(duration);
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(KEEP_SILENCE)) {
            statement.setString(1, host);
            statement.setLong(2, micros(duration));
            statement.executeUpdate();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    @Override
    public Optional<Instant> silentUntil() throws IOException {
        Optional<Instant> known = own.silentUntil();
        return known.isPresent() ? known : ask(SILENCE_LEFT).map(time.instant()::plus);
    }

    /// The duration that a query tells, if it has a row.
    private Optional<Duration> ask(String sql, long... micros) throws IOException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, host);
            for (int i = 0; i < micros.length; i++) {
                statement.setLong(i + 2, micros[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(Duration.ofNanos(Math.round(1e3 * rows.getDouble(1))))
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }

    private static IOException failure(SQLException e) {
        return new IOException("the pace of all replicas cannot be asked: " + e.getMessage(), e);
    }
}
