package dev.stoker.batch.feed.room;

import dev.stoker.inference.InFlight;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// When a chat that waits at a full engine is to get the place of an item.
///
/// A place that becomes free before the engine has the chat goes to whoever stands first in the
/// engine's line. So it is given once the engine tells that it has the chat, or a while after it
/// was sent. If the engine tells it only then, and no text follows, there is a second place: the
/// first may have gone to another. Neither does text follow where the item had no place itself, as
/// one of many that were sent together: then there is a second one later. There is never a third.
/// Times are by `System.nanoTime`.
final class DueChats {
    /// In which a request is read by any engine that is not overwhelmed.
    private static final long PATIENCE = Duration.ofMillis(20).toNanos();

    /// In which most prompts are read.
    private static final long LONG_PATIENCE = Duration.ofSeconds(1).toNanos();

    private final Map<InFlight.Ticket, Given> given = new HashMap<>();

    /// @param last when
    private record Given(int places, long last) {}

    /// @param waiting all chats without text
    /// @return those that are to get a place now
    List<InFlight.Ticket> at(long now, Collection<InFlight.Ticket> waiting) {
        given.keySet().retainAll(waiting);
        return waiting.stream().filter(chat -> isDue(chat, now)).toList();
    }

    /// That chat got one.
    void got(InFlight.Ticket chat, long now) {
        Given before = given.get(chat);
        given.put(chat, new Given(before == null ? 1 : before.places() + 1, now));
    }

    /// How long it takes until another of them becomes due by itself; at most that time.
    Duration pause(long now, Collection<InFlight.Ticket> waiting, Duration atMost) {
        return waiting.stream()
                .map(this::due)
                .flatMapToLong(OptionalLong::stream)
                .map(due -> due - now)
                .filter(left -> left > 0)
                .mapToObj(Duration::ofNanos)
                .reduce(atMost, (one, other) -> one.compareTo(other) < 0 ? one : other);
    }

    private boolean isDue(InFlight.Ticket chat, long now) {
        OptionalLong due = due(chat);
        return due.isPresent() && due.getAsLong() - now <= 0;
    }

    /// Empty where nothing is due until more is told of it.
    private OptionalLong due(InFlight.Ticket chat) {
        Given before = given.get(chat);
        if (before == null) {
            return chat.taken().isPresent() ? chat.taken() : later(chat.sent(), PATIENCE);
        }
        if (before.places() > 1 || chat.taken().isEmpty()) {
            return OptionalLong.empty();
        }
        boolean early = before.last() - chat.taken().getAsLong() < 0;
        return early
                ? later(chat.taken(), PATIENCE)
                : OptionalLong.of(before.last() + LONG_PATIENCE);
    }

    private static OptionalLong later(OptionalLong moment, long patience) {
        return moment.isPresent() ? OptionalLong.of(moment.getAsLong() + patience) : moment;
    }
}
