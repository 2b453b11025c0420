package dev.stoker.batch.queue;

import dev.stoker.batch.database.Database;
import dev.stoker.batch.database.Database.Session;
import dev.stoker.batch.job.Claim;
import dev.stoker.batch.job.Finished;
import dev.stoker.batch.job.ItemState;
import dev.stoker.batch.job.Outcome;
import dev.stoker.batch.job.Result;
import dev.stoker.batch.job.Tokens;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Writes final outcomes of one job's items, all in one statement.
///
/// An answer is taken from whoever brings it first, every other end only from the present holder.
final class WriteEnds {
    // The array of a statement hides from the planner how many there are, and CASE keeps it from
    // the indexes of states: whatever it believes of a fresh table, it goes by the key.
    private static final String END =
            """
            UPDATE item
            SET state = n.state, owner = NULL, finish = n.finish, finished = ?, status = n.status,
                answer = n.answer, cached = n.cached, prompt_tokens = n.prompt,
                output_tokens = n.output, error = n.error
            FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) AS n
                (sequence, token, state, finish, status, answer, cached, prompt, output, error)
            WHERE item.job = ? AND item.sequence = ANY (ARRAY(SELECT unnest(?)))
                AND item.sequence = n.sequence
                AND CASE item.state
                    WHEN 'running' THEN n.state = 'done' OR item.claims = n.token
                    WHEN 'waiting' THEN n.state = 'done'
                    ELSE FALSE
                END
            RETURNING item.sequence
            """;

    private final Session session;
    private final JobRow.Locked job;
    private final Instant now;

    WriteEnds(Session session, JobRow.Locked job, Instant now) {
        this.session = session;
        this.job = job;
        this.now = now;
    }

    private record End(
            Claim.Ref item,
            ItemState state,
            Optional<Result.Answer> answer,
            Optional<String> error) {}

    /// @return the sequences of those that took effect; their places follow the job's last one
    Set<Long> of(List<Finished> finished) throws SQLException {
        List<End> ends = finished.stream().map(WriteEnds::end).toList();
        if (ends.isEmpty()) {
            return Set.of();
        }
        Long[] sequences = ends.stream().map(end -> end.item().sequence()).toArray(Long[]::new);
        List<Object> parameters = new ArrayList<>();
        parameters.add(now);
        parameters.add(sequences);
        parameters.add(column(ends, end -> end.item().token(), Integer[]::new));
        parameters.add(column(ends, end -> end.state().label(), String[]::new));
        parameters.add(places(ends.size()));
        parameters.addAll(answers(ends));
        parameters.add(column(ends, end -> end.error().orElse(null), String[]::new));
        parameters.add(job.id());
        parameters.add(sequences);
        return new HashSet<>(
                session.query(END, row -> row.getLong("sequence"), parameters.toArray()));
    }

    private static List<Object> answers(List<End> ends) {
        return List.of(
                column(
                        ends,
                        end -> end.answer().map(Result.Answer::status).orElse(null),
                        Integer[]::new),
                column(
                        ends,
                        end -> end.answer().map(Result.Answer::body).orElse(null),
                        String[]::new),
                column(
                        ends,
                        end -> end.answer().map(Result.Answer::cached).orElse(false),
                        Boolean[]::new),
                column(ends, end -> tokens(end).prompt(), Long[]::new),
                column(ends, end -> tokens(end).output(), Long[]::new));
    }

    private Long[] places(int count) {
        Long[] places = new Long[count];
        for (int i = 0; i < count; i++) {
            places[i] = job.lastFinish() + 1 + i;
        }
        return places;
    }

    private static <T> @Nullable T[] column(
            List<End> ends, Function<End, @Nullable T> value, IntFunction<@Nullable T[]> array) {
        return ends.stream().map(value).toArray(array);
    }

    private static Tokens tokens(End end) {
        return end.answer().map(Result.Answer::tokens).orElse(Tokens.NONE);
    }

    private static End end(Finished finished) {
        Claim.Ref item = finished.ref();
        return switch (finished.outcome()) {
            case Outcome.Answered answer -> done(item, answer, false);
            case Outcome.Cached(Outcome.Answered answer) -> done(item, answer, true);
            case Outcome.Refused(int status, String body, String reason) ->
                    new End(
                            item,
                            ItemState.FAILED,
                            Optional.of(
                                    new Result.Answer(status, Database.clean(body), Tokens.NONE)),
                            Optional.of(Database.clean(reason)));
            case Outcome.Failed(String reason) ->
                    new End(
                            item,
                            ItemState.FAILED,
                            Optional.empty(),
                            Optional.of(Database.clean(reason)));
            case Outcome.Cancelled _ ->
                    new End(item, ItemState.CANCELLED, Optional.empty(), Optional.empty());
            case Outcome.TryAgain _, Outcome.Released _, Outcome.GaveWay _ ->
                    throw new IllegalArgumentException("not an end: " + finished);
        };
    }

    private static End done(Claim.Ref item, Outcome.Answered answer, boolean cached) {
        return new End(
                item,
                ItemState.DONE,
                Optional.of(
                        new Result.Answer(
                                answer.status(),
                                Database.clean(answer.body()),
                                answer.tokens(),
                                cached)),
                Optional.empty());
    }
}
