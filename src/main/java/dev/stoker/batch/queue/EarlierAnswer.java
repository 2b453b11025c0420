package dev.stoker.batch.queue;

import dev.stoker.batch.job.Outcome;
import dev.stoker.batch.job.Tokens;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/// The newest answer that was computed for an item of the same digest, in any job.
final class EarlierAnswer {
    private EarlierAnswer() {}

    /// A statement with one row or none.
    ///
    /// @param items what has the digests: a name in the statement around it
    static String of(String items) {
        return """
        SELECT status, answer, prompt_tokens, output_tokens FROM item
        WHERE digest = %s.digest AND state = 'done' AND NOT cached
        ORDER BY finished DESC LIMIT 1
        """
                .formatted(items);
    }

    static Optional<Outcome.Answered> from(ResultSet row) throws SQLException {
        String answer = row.getString("answer");
        return answer == null
                ? Optional.empty()
                : Optional.of(
                        new Outcome.Answered(
                                row.getInt("status"),
                                answer,
                                new Tokens(
                                        row.getLong("prompt_tokens"),
                                        row.getLong("output_tokens"))));
    }
}
