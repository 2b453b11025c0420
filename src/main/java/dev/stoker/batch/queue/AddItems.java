package dev.stoker.batch.queue;

import dev.stoker.batch.job.ItemState;
import dev.stoker.batch.job.NewItem;
import dev.stoker.batch.job.Tally;
import dev.stoker.batch.job.Tokens;
import dev.stoker.batch.queue.Database.Session;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Adds items to a job whose lock is held; those whose key is there already are left as they are.
final class AddItems {
    private static final String INSERT =
            """
            INSERT INTO item (job, sequence, key, model, state, attributes, path, body, error,
                not_before, finish, finished)
            SELECT ?, ? + row_number() OVER (ORDER BY n.position), n.key, ?, n.state,
                n.attributes::jsonb, n.path, n.body, n.error, ?,
                CASE WHEN n.state <> 'waiting' THEN
                    ? + count(*) FILTER (WHERE n.state <> 'waiting') OVER (ORDER BY n.position)
                END,
                CASE WHEN n.state <> 'waiting' THEN ? END
            FROM unnest(?, ?, ?, ?, ?, ?) WITH ORDINALITY
                AS n (key, state, attributes, path, body, error, position)
            ON CONFLICT (job, key) DO NOTHING
            RETURNING state
            """;
    // Also those of keys that were there already: their numbers are left out, not used again.
    private static final String NUMBERED =
            "UPDATE job SET last_sequence = last_sequence + ? WHERE id = ?";

    private final Session session;
    private final Instant now;

    AddItems(Session session, Instant now) {
        this.session = session;
        this.now = now;
    }

    void to(JobRow.Locked job, List<NewItem> items) throws SQLException {
        Collection<NewItem> distinct = firstOfEachKey(items);
        List<ItemState> added = insert(job, distinct);
        Tally.Ended ended = Tally.Ended.NONE;
        for (ItemState state : added) {
            ended = ended.plus(state);
        }
        long places = distinct.stream().filter(item -> state(item) != ItemState.WAITING).count();
        session.update(NUMBERED, distinct.size(), job.id());
        JobRow.count(session, job.id(), new JobRow.Delta(added.size(), ended, Tokens.NONE, places));
    }

    private static Collection<NewItem> firstOfEachKey(List<NewItem> items) {
        Map<String, NewItem> byKey = new LinkedHashMap<>();
        items.forEach(item -> byKey.putIfAbsent(item.key(), item));
        return byKey.values();
    }

    private List<ItemState> insert(JobRow.Locked job, Collection<NewItem> items)
            throws SQLException {
        return session.query(
                INSERT,
                row -> ItemState.parse(row.getString("state")).orElseThrow(),
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
                column(items, AddItems::reason));
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
