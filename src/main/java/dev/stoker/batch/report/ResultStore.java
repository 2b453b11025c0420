package dev.stoker.batch.report;

import dev.stoker.batch.database.Database;
import dev.stoker.batch.job.ItemState;
import dev.stoker.batch.job.Result;
import dev.stoker.batch.job.ResultQuery;
import dev.stoker.batch.job.Tokens;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/// Reads results in the order in which items ended, also while the job runs.
public final class ResultStore {
    private static final String SELECT =
            """
            SELECT finish, key, attributes, state, status, answer, error, prompt_tokens,
                output_tokens, cached
            FROM item
            WHERE job = ? AND finish > ? AND state = ANY (?) AND attributes @> ?::jsonb
            ORDER BY finish
            LIMIT ?
            """;

    private final Database database;

    public ResultStore(DataSource source) {
        this.database = new Database(source);
    }

    /// The next results, at most so many; none when there are none yet.
    public List<Result> next(ResultQuery query, int most) {
        String[] states = query.states().stream().map(ItemState::label).toArray(String[]::new);
        return database.transaction(session ->
                session.query(
                        SELECT,
                        ResultStore::result,
                        query.job(),
                        query.after(),
                        states,
                        query.attributes(),
                        most));
    }

    private static Result result(ResultSet row) throws SQLException {
        return new Result(
                row.getLong("finish"),
                new Result.Subject(row.getString("key"), row.getString("attributes")),
                ItemState.parse(row.getString("state")).orElseThrow(),
                answer(row),
                Optional.ofNullable(row.getString("error")));
    }

    private static Optional<Result.Answer> answer(ResultSet row) throws SQLException {
        String body = row.getString("answer");
        if (body == null) {
            return Optional.empty();
        }
        Tokens tokens = new Tokens(row.getLong("prompt_tokens"), row.getLong("output_tokens"));
        return Optional.of(
                new Result.Answer(row.getInt("status"), body, tokens, row.getBoolean("cached")));
    }
}
