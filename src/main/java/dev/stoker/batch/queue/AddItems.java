package dev.stoker.batch.queue;

import dev.stoker.batch.database.Database;
import dev.stoker.batch.database.Database.Session;
import dev.stoker.batch.job.ItemState;
import dev.stoker.batch.job.NewItem;
import dev.stoker.batch.job.Tally;
import dev.stoker.batch.job.Tokens;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Adds items to a job whose lock is held; those whose key is there already are left as they are,
/// those that were answered before in any job take that answer.
final class AddItems {
    private static final String INSERT =
            """
            INSERT INTO item (job, sequence, key, model, state, attributes, path, body, error,
                digest, cached, status, answer, prompt_tokens, output_tokens, not_before, finish,
                finished)
            SELECT ?, ? + n.position, n.key, ?, n.outcome, n.attributes::jsonb, n.path, n.body,
                n.error, n.digest, n.cached, n.status, n.answer, n.prompt_tokens, n.output_tokens, ?,
                CASE WHEN n.outcome <> 'waiting' THEN
                    ? + count(*) FILTER (WHERE n.outcome <> 'waiting') OVER (ORDER BY n.position)
                END,
                CASE WHEN n.outcome <> 'waiting' THEN ? END
            FROM (
                SELECT given.*, earlier.answer IS NOT NULL AS cached, earlier.status,
                    earlier.answer, coalesce(earlier.prompt_tokens, 0) AS prompt_tokens,
                    coalesce(earlier.output_tokens, 0) AS output_tokens,
                    CASE WHEN earlier.answer IS NULL THEN given.state ELSE 'done' END AS outcome
                FROM unnest(?, ?, ?, ?, ?, ?, ?) WITH ORDINALITY
                    AS given (key, state, attributes, path, body, error, digest, position)
                LEFT JOIN LATERAL (
                    %s) AS earlier ON TRUE) AS n
            ON CONFLICT (job, key) DO NOTHING
            RETURNING state, cached, prompt_tokens, output_tokens, finish
            """
                    .formatted(EarlierAnswer.of("given"));
    // Also those of keys that were there already: their numbers are left out, not used again.
    private static final String NUMBERED =
            "UPDATE job SET last_sequence = last_sequence + ? WHERE id = ?";

    private final Session session;
    private final Instant now;

    /// @param tokens of an answer that was there
    /// @param finish 0 where it waits
    private record Added(ItemState state, boolean cached, Tokens tokens, long finish) {}

    AddItems(Session session, Instant now) {
        this.session = session;
        this.now = now;
    }

    void to(JobRow.Locked job, List<NewItem> items) throws SQLException {
        Collection<NewItem> distinct = firstOfEachKey(items);
        List<Added> added = insert(job, distinct);
        Tally.Ended ended = Tally.Ended.NONE;
        Tally.Cached cached = Tally.Cached.NONE;
        long last = job.lastFinish();
        for (Added one : added) {
            ended = ended.plus(one.state());
            cached = one.cached() ? cached.plus(one.tokens()) : cached;
            last = Math.max(last, one.finish());
        }
        session.update(NUMBERED, distinct.size(), job.id());
        JobRow.count(
                session,
                job.id(),
                new JobRow.Delta(
                        added.size(), ended, Tokens.NONE, cached, last - job.lastFinish()));
    }

    private static Collection<NewItem> firstOfEachKey(List<NewItem> items) {
        Map<String, NewItem> byKey = new LinkedHashMap<>();
        items.forEach(item -> byKey.putIfAbsent(item.key(), item));
        return byKey.values();
    }

    private List<Added> insert(JobRow.Locked job, Collection<NewItem> items) throws SQLException {
        return session.query(
                INSERT,
                AddItems::added,
                job.id(),
                job.lastSequence(),
                job.model(),
                now,
                job.lastFinish(),
                now,
                column(items, NewItem::key),
                column(items, item -> state(item).label()),
                column(items, NewItem::attributes),
                column(items, item -> request(item, NewItem.Request::path)),
                column(items, item -> request(item, NewItem.Request::body)),
                column(items, AddItems::reason),
                items.stream().map(item -> item.digest().orElse(null)).toArray(UUID[]::new));
    }

    private static Added added(ResultSet row) throws SQLException {
        return new Added(
                ItemState.parse(row.getString("state")).orElseThrow(),
                row.getBoolean("cached"),
                new Tokens(row.getLong("prompt_tokens"), row.getLong("output_tokens")),
                row.getLong("finish"));
    }

    private static @Nullable String[] column(
            Collection<NewItem> items, Function<NewItem, @Nullable String> value) {
        return items.stream().map(value).toArray(String[]::new);
    }

    private static ItemState state(NewItem item) {
        return switch (item.content()) {
            case NewItem.Request _ -> ItemState.WAITING;
            case NewItem.Dropped _ -> ItemState.DROPPED;
            case NewItem.Unreadable _ -> ItemState.FAILED;
        };
    }

    private static @Nullable String request(NewItem item, Function<NewItem.Request, String> part) {
        return item.content() instanceof NewItem.Request request ? part.apply(request) : null;
    }

    private static @Nullable String reason(NewItem item) {
        return switch (item.content()) {
            case NewItem.Request _ -> null;
            case NewItem.Dropped(String reason) -> Database.clean(reason);
            case NewItem.Unreadable(String reason) -> Database.clean(reason);
        };
    }
}
