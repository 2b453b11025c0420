package dev.stoker.batch.feed.room;

import dev.stoker.inference.InFlight;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/// When a chat that waits at a full engine is to get the place of an item.
///
/// A place that becomes free before the engine has the chat goes to whoever stands first in the
/// engine's line. So it is given once the engine tells that it has the chat, or when it should have
/// told. If the engine tells it only then, and no text follows, there is a second place: the first
/// may have gone to another. Neither does text follow where the item had no place itself, as one of
/// many that were sent together: then there is a second one when text should have come. There is
/// never a third. How long is long, the chats before tell; see [Patience]. Times are by
/// `System.nanoTime`.
final class DueChats {
    private final Map<InFlight.Ticket, Given> followed = new HashMap<>();
    private Patience patience = Patience.NEW;

    /// @param last when
    private record Given(int places, OptionalLong last) {
        static final Given NOTHING = new Given(0, OptionalLong.empty());

        Given another(long now) {
            return new Given(places + 1, OptionalLong.of(now));
        }
    }

    /// @param waiting all chats without text
    /// @return those that are to get a place now
    List<InFlight.Ticket> at(long now, Collection<InFlight.Ticket> waiting) {
        letGo(Set.copyOf(waiting));
        waiting.forEach(chat -> followed.putIfAbsent(chat, Given.NOTHING));
        return waiting.stream().filter(chat -> isDue(chat, now)).toList();
    }

    private void letGo(Set<InFlight.Ticket> waiting) {
        followed.forEach((chat, given) -> {
            if (!waiting.contains(chat)) {
                patience = patience.after(chat, given.last());
            }
        });
        followed.keySet().retainAll(waiting);
    }

    /// What the chats so far have taught.
    Patience patience() {
        return patience;
    }

    /// That chat got one.
    void got(InFlight.Ticket chat, long now) {
        followed.compute(chat, (_, given) -> (given == null ? Given.NOTHING : given).another(now));
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
        Given given = followed.getOrDefault(chat, Given.NOTHING);
        if (given.last().isEmpty()) {
            return chat.taken().isPresent() ? chat.taken() : later(chat.sent(), patience.forTold());
        }
        if (given.places() > 1 || chat.taken().isEmpty()) {
            return OptionalLong.empty();
        }
        boolean early = given.last().getAsLong() - chat.taken().getAsLong() < 0;
        return early
                ? later(chat.taken(), patience.forPrompt())
                : later(given.last(), patience.forText());
    }

    private static OptionalLong later(OptionalLong moment, long patience) {
        return moment.isPresent() ? OptionalLong.of(moment.getAsLong() + patience) : moment;
    }
}
