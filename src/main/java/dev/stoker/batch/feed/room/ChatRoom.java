package dev.stoker.batch.feed.room;

import dev.stoker.inference.EngineLoad;
import dev.stoker.inference.InFlight;
import dev.stoker.inference.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/// Finds places for chats at one run of an engine that a batch fills.
///
/// One thread calls it; others may tell that a [#chatMoved]. Times are by `System.nanoTime`.
public final class ChatRoom {
    private final Route.Serve engine;
    private final InFlight open;
    private final IntSupplier items;
    private final GivesWay givesWay = new GivesWay();
    private final DueChats dueChats = new DueChats();
    private volatile Places places;
    private volatile KeptPlaces kept = KeptPlaces.NONE;
    private final AtomicBoolean moved = new AtomicBoolean();
    private Instant read = Instant.EPOCH;
    private long opens;
    private int most = Integer.MAX_VALUE;

    /// @param open follows each chat
    /// @param items how many of the batch the engine has
    public ChatRoom(Route.Serve engine, InFlight open, IntSupplier items) {
        this.engine = engine;
        this.open = open;
        this.items = items;
        this.places = Places.of(engine.places());
    }

    /// Takes a reading into account.
    ///
    /// @param ended items since the last one
    public void read(EngineLoad load, int ended, Instant now) {
        places = places.after(load, ended, Duration.between(read, now));
        read = now;
    }

    /// A chat was sent, taken or got its text; it may be over before the next turn.
    ///
    /// @return whether the items are to be looked at
    public boolean chatMoved() {
        moved.set(true);
        return minds();
    }

    /// Whether a chat that comes now makes a difference to the items.
    boolean minds() {
        return keepsPlaces() || areTaken(there(open.waiting(engine.name())));
    }

    /// Whether items are held back for chats, which says nothing of the pace of the engine.
    public boolean keepsPlaces() {
        return kept.places() > 0;
    }

    /// Where chats do not go first, whoever stands first would take the place.
    private boolean areTaken(int there) {
        return engine.ordersByPriority() && places.areTaken(there);
    }

    /// To be called at every turn, before items are added.
    ///
    /// @param candidates items that the engine has, in the order in which they were sent
    /// @return those that have to give way
    public List<AtEngine> makeRoom(Supplier<List<AtEngine>> candidates, long now) {
        List<InFlight.Ticket> waiting = open.waiting(engine.name());
        List<InFlight.Ticket> due = dueChats.at(now, waiting);
        int there = there(waiting);
        int taken = areTaken(there) ? places.held(there) : 0;
        int full = waiting.isEmpty() ? 0 : taken;
        boolean waited = moved.getAndSet(false) || !waiting.isEmpty();
        kept = kept.after(Math.max(chats(), waited ? 1 : 0), waited, full, now);
        most = Integer.MAX_VALUE;
        if (keepsPlaces()) {
            return keepPlaces(candidates.get(), waiting, now);
        }
        return due.isEmpty() || taken == 0
                ? List.of()
                : oneForEach(due, taken, candidates.get(), now);
    }

    private List<AtEngine> oneForEach(
            List<InFlight.Ticket> due, int taken, List<AtEngine> candidates, long now) {
        List<AtEngine> staying = new ArrayList<>(candidates);
        int held = taken - (chats() - due.size());
        List<AtEngine> going = new ArrayList<>();
        for (InFlight.Ticket chat : due) {
            Optional<AtEngine> next = givesWay.next(staying, held - going.size());
            next.ifPresent(item -> {
                dueChats.got(chat, now);
                going.add(item);
                staying.remove(item);
            });
        }
        return going;
    }

    /// All that wait go, since nobody else is to take the places, and as many more as are kept.
    private List<AtEngine> keepPlaces(
            List<AtEngine> candidates, List<InFlight.Ticket> waiting, long now) {
        limit(candidates, waiting, now);
        int holders = Math.clamp(kept.places() - (chats() - waiting.size()), 0, candidates.size());
        List<AtEngine> staying = new ArrayList<>(candidates.subList(0, holders));
        List<AtEngine> going = new ArrayList<>(candidates.subList(holders, candidates.size()));
        while (staying.size() > kept.items()) {
            AtEngine next = givesWay.next(staying, staying.size()).orElseThrow();
            going.add(next);
            staying.remove(next);
        }
        return going;
    }

    /// No item is added while a chat waits for its text, and a few at a time: what the engine reads
    /// together comes to an end together.
    private void limit(List<AtEngine> candidates, List<InFlight.Ticket> waiting, long now) {
        long prompt = dueChats.patience().forPrompt();
        opens = candidates.isEmpty() ? now : candidates.getLast().sent() + prompt;
        for (InFlight.Ticket chat : waiting) {
            long expected = dueChats.patience().textOf(chat).orElse(now);
            opens = expected - opens > 0 ? expected : opens;
        }
        int count = items.getAsInt();
        most = opens - now > 0 ? count : Math.min(kept.items(), count + kept.together());
    }

    /// Items that the engine may have until the next turn.
    public int most() {
        return most;
    }

    /// When [#makeRoom] has to be asked again though nobody rings; at most after that time.
    public Duration pause(long now, Duration atMost) {
        if (keepsPlaces()) {
            long left = opens - now;
            return left > 0 && left < atMost.toNanos() ? Duration.ofNanos(left) : atMost;
        }
        List<InFlight.Ticket> waiting = open.waiting(engine.name());
        return areTaken(there(waiting)) ? dueChats.pause(now, waiting, atMost) : atMost;
    }

    private int chats() {
        return open.chats(engine.name());
    }

    private int there(List<InFlight.Ticket> waiting) {
        return items.getAsInt() + chats() - waiting.size();
    }
}
