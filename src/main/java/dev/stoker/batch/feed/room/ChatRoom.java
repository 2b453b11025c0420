package dev.stoker.batch.feed.room;

import dev.stoker.inference.EngineLoad;
import dev.stoker.inference.InFlight;
import dev.stoker.inference.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/// Finds places for chats at one run of an engine that a batch fills.
///
/// One thread calls it; others may ask whether places [#areTaken].
public final class ChatRoom {
    private final Route.Serve engine;
    private final InFlight open;
    private final IntSupplier items;
    private final GivesWay givesWay = new GivesWay();
    private final DueChats dueChats = new DueChats();
    private volatile Places places;
    private Instant read = Instant.EPOCH;

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

    /// Whether a chat that comes now has to wait, and giving way would help: where chats do not go
    /// first, whoever stands first would take the place.
    public boolean areTaken() {
        return engine.ordersByPriority() && places.areTaken(there(open.waiting(engine.name())));
    }

    /// One item for each chat that waits for a place, once it is due; see [DueChats].
    ///
    /// @param candidates items that the engine has, in the order in which they were sent
    /// @param now by `System.nanoTime`
    /// @return those that have to give way
    public List<AtEngine> makeRoom(Supplier<List<AtEngine>> candidates, long now) {
        List<InFlight.Ticket> waiting = open.waiting(engine.name());
        List<InFlight.Ticket> due = dueChats.at(now, waiting);
        int there = there(waiting);
        if (due.isEmpty() || !engine.ordersByPriority() || !places.areTaken(there)) {
            return List.of();
        }
        List<AtEngine> staying = new ArrayList<>(candidates.get());
        int held = places.held(there) - (open.chats(engine.name()) - due.size());
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

    /// When [#makeRoom] has to be asked again though nobody rings; at most after that time.
    public Duration pause(long now, Duration atMost) {
        return areTaken() ? dueChats.pause(now, open.waiting(engine.name()), atMost) : atMost;
    }

    private int there(List<InFlight.Ticket> waiting) {
        return items.getAsInt() + open.chats(engine.name()) - waiting.size();
    }
}
