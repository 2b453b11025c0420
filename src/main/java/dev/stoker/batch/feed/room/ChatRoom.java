package dev.stoker.batch.feed.room;

import dev.stoker.inference.EngineLoad;
import dev.stoker.inference.InFlight;
import dev.stoker.inference.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Finds places for chats at one run of an engine that a batch fills.
///
/// One thread calls it; others may ask whether places [#areTaken].
public final class ChatRoom {
    private final Route.Serve engine;
    private final InFlight open;
    private final GivesWay givesWay = new GivesWay();
    private volatile Places places;
    private Instant read = Instant.EPOCH;

    /// @param open knows of each chat
    public ChatRoom(Route.Serve engine, InFlight open) {
        this.engine = engine;
        this.open = open;
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
        return engine.ordersByPriority() && places.areTaken();
    }

    /// One item for each chat that came since the last call and found no place.
    ///
    /// @param items that the engine has, in the order in which they were sent; at least one
    /// @return those that have to give way
    public List<AtEngine> makeRoom(Supplier<List<AtEngine>> items) {
        int came = open.takeArrived(engine.name());
        if (came == 0 || !areTaken()) {
            return List.of();
        }
        List<AtEngine> there = new ArrayList<>(items.get());
        int held = places.held() - (open.chats(engine.name()) - came);
        List<AtEngine> going = new ArrayList<>();
        for (int chat = 0; chat < came; chat++) {
            givesWay.next(there, held - chat).ifPresent(going::add);
            there.removeAll(going);
        }
        return going;
    }
}
