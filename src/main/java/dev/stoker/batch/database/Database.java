package dev.stoker.batch.database;

import dev.stoker.batch.job.FileId;
import dev.stoker.batch.job.JobId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Plain JDBC: transactions, parameters by their Java type, rows to values.
public final class Database {
    private final DataSource source;

    public Database(DataSource source) {
        this.source = source;
    }

    /// Commits what the work did, or nothing of it when it throws.
    ///
    /// @throws DatabaseFailure when the database did not do it
    public <T> T transaction(Work<T> work) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            return committed(connection, work);
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    /// One question outside of a transaction: half as many round trips, for what is asked all day.
    ///
    /// @throws DatabaseFailure when the database did not answer
    public <T> List<T> ask(String sql, Row<T> row, Object... parameters) {
        try (Connection connection = source.getConnection()) {
            return new Session(connection).query(sql, row, parameters);
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    private static <T> T committed(Connection connection, Work<T> work) throws SQLException {
        try {
            T value = work.in(new Session(connection));
            connection.commit();
            return value;
        } catch (SQLException | RuntimeException e) {
            rollBack(connection, e);
            throw e;
        }
    }

    private static void rollBack(Connection connection, Exception reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    /// What happens inside one transaction.
    public interface Work<T> {
        T in(Session session) throws SQLException;
    }

    /// Reads one row.
    public interface Row<T> {
        T from(ResultSet row) throws SQLException;
    }

    /// The statements of one transaction.
    public record Session(Connection connection) {

        /// @return rows changed
        public int update(String sql, Object... parameters) throws SQLException {
            try (PreparedStatement statement = prepare(sql, parameters)) {
                return statement.executeUpdate();
            }
        }

        /// Runs one statement for each row of parameters, in one round trip.
        ///
        /// @return rows changed by each
        public int[] batch(String sql, List<List<Object>> rows) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (List<Object> parameters : rows) {
                    bind(statement, parameters.toArray());
                    statement.addBatch();
                }
                return statement.executeBatch();
            }
        }

        public <T> List<T> query(String sql, Row<T> row, Object... parameters) throws SQLException {
            try (PreparedStatement statement = prepare(sql, parameters);
                    ResultSet rows = statement.executeQuery()) {
                List<T> values = new ArrayList<>();
                while (rows.next()) {
                    values.add(row.from(rows));
                }
                return values;
            }
        }

        public <T> Optional<T> first(String sql, Row<T> row, Object... parameters)
                throws SQLException {
            return query(sql, row, parameters).stream().findFirst();
        }

        private PreparedStatement prepare(String sql, Object... parameters) throws SQLException {
            PreparedStatement statement = connection.prepareStatement(sql);
            bind(statement, parameters);
            return statement;
        }

        private void bind(PreparedStatement statement, Object... parameters) throws SQLException {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, toSql(parameters[i]));
            }
        }

        private @Nullable Object toSql(Object value) throws SQLException {
            return switch (value) {
                case Optional<?> maybe -> maybe.isPresent() ? toSql(maybe.get()) : null;
                case JobId id -> id.value();
                case FileId id -> id.value();
                case Instant time -> time.atOffset(ZoneOffset.UTC);
                case Integer[] numbers -> connection.createArrayOf("integer", numbers);
                case Long[] numbers -> connection.createArrayOf("bigint", numbers);
                case Boolean[] flags -> connection.createArrayOf("boolean", flags);
                case UUID[] ids -> connection.createArrayOf("uuid", ids);
                case String[] texts -> connection.createArrayOf("text", texts);
                default -> value;
            };
        }
    }

    /// PostgreSQL's texts hold every character but this one.
    public static String clean(String text) {
        return text.replace("\0", "");
    }

    public static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }
}
