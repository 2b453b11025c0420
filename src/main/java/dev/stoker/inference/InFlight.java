package dev.stoker.inference;

import dev.stoker.supervisor.RequestsInFlight;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Counts the requests that Stoker has open at each engine; a drain ends when there are none.
///
/// Those of chats, which go before those of batches, are counted apart as well, and told of when
/// they come.
public final class InFlight implements RequestsInFlight {
    private static final int SHOWN = 100;

    private final Map<String, Open> byEngine = new ConcurrentHashMap<>();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    /// Counts one chat until its ticket is closed.
    ///
    /// @param id by which people find the request again
    public Ticket enter(String engine, String id) {
        return enter(engine, id, false);
    }

    /// @param batch whether it goes behind chats
    public Ticket enter(String engine, String id, boolean batch) {
        Open open = byEngine.computeIfAbsent(engine, _ -> new Open());
        Ticket ticket = new Ticket(id, open, batch);
        open.count().incrementAndGet();
        open.tickets().add(ticket);
        if (!batch) {
            open.chats().incrementAndGet();
            open.arrived().incrementAndGet();
            listeners.forEach(listener -> listener.accept(engine));
        }
        return ticket;
    }

    /// Told the engine's name whenever a chat goes there, by the thread that sends it.
    public void onChat(Consumer<String> listener) {
        listeners.add(listener);
    }

    /// Chats that are open there.
    public int chats(String engine) {
        Open open = byEngine.get(engine);
        return open == null ? 0 : open.chats().get();
    }

    /// Chats that came there since the last call and are still open, at most.
    public int takeArrived(String engine) {
        Open open = byEngine.get(engine);
        return open == null ? 0 : Math.min(open.arrived().getAndSet(0), open.chats().get());
    }

    @Override
    public int of(String engine) {
        Open open = byEngine.get(engine);
        return open == null ? 0 : open.count().get();
    }

    @Override
    public List<String> ids(String engine) {
        Open open = byEngine.get(engine);
        return open == null
                ? List.of()
                : open.tickets().stream().limit(SHOWN).map(ticket -> ticket.id).toList();
    }

    /// @param count apart, since to count a concurrent set means to walk it
    /// @param chats of them
    /// @param arrived chats that nobody has taken note of
    private record Open(
            AtomicInteger count, AtomicInteger chats, AtomicInteger arrived, Set<Ticket> tickets) {
        Open() {
            this(
                    new AtomicInteger(),
                    new AtomicInteger(),
                    new AtomicInteger(),
                    ConcurrentHashMap.newKeySet());
        }
    }

    /// One request that is counted; closing it twice counts once.
    public static final class Ticket implements AutoCloseable {
        private final String id;
        private final Open entered;
        private final boolean batch;
        private final AtomicBoolean open = new AtomicBoolean(true);

        private Ticket(String id, Open entered, boolean batch) {
            this.id = id;
            this.entered = entered;
            this.batch = batch;
        }

        @Override
        public void close() {
            if (open.compareAndSet(true, false)) {
                entered.tickets().remove(this);
                entered.count().decrementAndGet();
                if (!batch) {
                    entered.chats().decrementAndGet();
                }
            }
        }
    }
}
