package dev.stoker.inference;

import dev.stoker.supervisor.RequestsInFlight;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts the requests that Stoker has open at each engine; a drain ends when there are none.
public final class InFlight implements RequestsInFlight {
    private static final int SHOWN = 100;

    private final Map<String, Open> byEngine = new ConcurrentHashMap<>();

    /// Counts one request until its ticket is closed.
    ///
    /// @param id by which people find the request again
    public Ticket enter(String engine, String id) {
        Open open = byEngine.computeIfAbsent(engine, _ -> new Open());
        Ticket ticket = new Ticket(id, open);
        open.count().incrementAndGet();
        open.tickets().add(ticket);
        return ticket;
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
    private record Open(AtomicInteger count, Set<Ticket> tickets) {
        Open() {
            this(new AtomicInteger(), ConcurrentHashMap.newKeySet());
        }
    }

    /// One request that is counted; closing it twice counts once.
    public static final class Ticket implements AutoCloseable {
        private final String id;
        private final Open entered;
        private final AtomicBoolean open = new AtomicBoolean(true);

        private Ticket(String id, Open entered) {
            this.id = id;
            this.entered = entered;
        }

        @Override
        public void close() {
            if (open.compareAndSet(true, false)) {
                entered.tickets().remove(this);
                entered.count().decrementAndGet();
            }
        }
    }
}
