package dev.stoker.batch.feed.room;

import dev.stoker.batch.job.Claim;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which item of one engine gives its place to a chat: the one that has computed least.
///
/// None does so twice in a row, and none that was handed out more than three times, as long as
/// there is another. Where there is none, the one that has its place longest stays, so that the
/// batch goes on however many chats come.
public final class GivesWay {
    private static final int MOST_HANDED_OUT = 3;

    /// What is sent within that time may arrive in another order.
    private static final long TOGETHER = Duration.ofMillis(100).toNanos();

    private @Nullable AtEngine last;

    /// @param items of the engine, in the order in which they were sent
    /// @param held places that items hold, not chats; the engine gives them in the order of arrival
    /// @return empty where none may
    public Optional<AtEngine> next(List<AtEngine> items, int held) {
        int holders = Math.clamp(held, 0, items.size());
        List<AtEngine> candidates = candidates(items.subList(0, holders));
        Optional<AtEngine> next =
                candidates.reversed().stream()
                        .filter(item -> isSurelyBefore(item, items, holders))
                        .findFirst()
                        .or(() -> candidates.stream().findFirst());
        next.ifPresent(item -> last = item);
        return next;
    }

    private List<AtEngine> candidates(List<AtEngine> holders) {
        List<AtEngine> free = holders.stream().filter(this::mayGo).toList();
        return free.isEmpty() && !holders.isEmpty() ? holders.subList(1, holders.size()) : free;
    }

    /// Whether it came before the first that has to wait.
    private static boolean isSurelyBefore(AtEngine item, List<AtEngine> items, int holders) {
        return holders == items.size() || items.get(holders).sent() - item.sent() >= TOGETHER;
    }

    private boolean mayGo(AtEngine item) {
        return item.claim().ref().token() <= MOST_HANDED_OUT
                && (last == null || !isSame(item.claim(), last.claim()));
    }

    private static boolean isSame(Claim one, Claim other) {
        return one.ref().sequence() == other.ref().sequence()
                && one.ref().job().equals(other.ref().job());
    }
}
