import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/// Puts a job straight into the queue's tables, as large as wanted: `Fill JDBC-URL ITEMS DONE`, of
/// which so many are answered already. Prints the job's id.
final class Fill {
    private static final int SLICE = 20_000;

    private Fill() {}

    public static void main(String... arguments) throws SQLException {
        int items = Integer.parseInt(arguments[1]);
        int done = Integer.parseInt(arguments[2]);
        UUID job = new UUID(System.currentTimeMillis() << 16 | 0x7000L, Long.MIN_VALUE | items);
        try (Connection connection = DriverManager.getConnection(arguments[0]);
                Statement statement = connection.createStatement()) {
            // Seen by the feeder as a whole: it must not record what is still being counted here.
            connection.setAutoCommit(false);
            statement.execute(
                    """
                    INSERT INTO job (id, kind, model, parameters, state, sealed, created)
                    VALUES ('%s', 'summary', 'simulated', '{}', 'queued', FALSE, now())
                    """
                            .formatted(job));
            for (int first = 1; first <= items; first += SLICE) {
                int last = Math.min(items, first + SLICE - 1);
                statement.execute(ITEMS.formatted(job, done, done, done, done, first, last));
            }
            statement.execute("ANALYZE item");
            statement.execute(
                    """
                    UPDATE job SET total = %d, done = %d, last_sequence = %d, last_finish = %d,
                        sealed = TRUE
                    WHERE id = '%s'
                    """
                            .formatted(items, done, items, done, job));
            connection.commit();
        }
        System.out.println(job);
    }

    // A text of 2,000 characters that differs from item to item and does not compress to nothing.
    private static final String ITEMS =
            """
            INSERT INTO item (job, sequence, key, model, state, attributes, path, body, not_before,
                finish, finished, status, answer)
            SELECT '%s', n, 'item-' || n, 'simulated',
                CASE WHEN n <= %d THEN 'done' ELSE 'waiting' END,
                '{"form": "4"}', '/v1/chat/completions',
                '{"model": "simulated", "max_tokens": 16, "messages": [{"role": "user", "content": "'
                    || (SELECT string_agg(md5(n || '.' || i), ' ') FROM generate_series(1, 60) AS i)
                    || '"}]}',
                now(),
                CASE WHEN n <= %d THEN n END,
                CASE WHEN n <= %d THEN now() END,
                CASE WHEN n <= %d THEN 200 END,
                NULL
            FROM generate_series(%d, %d) AS n
            """;
}
