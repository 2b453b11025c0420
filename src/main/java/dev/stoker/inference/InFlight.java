package dev.stoker.inference;

import dev.stoker.supervisor.RequestsInFlight;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Counts the requests that Stoker has open at each engine; a drain ends when there are none.
///
/// Those of chats, which go before those of batches, are counted apart as well, and followed until
/// their first text comes.
public final class InFlight implements RequestsInFlight {
    private static final int SHOWN = 100;

    private final Map<String, Open> byEngine = new ConcurrentHashMap<>();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> arrivals = new CopyOnWriteArrayList<>();

    /// Counts one chat until its ticket is closed.
    ///
    /// @param id by which people find the request again
    public Ticket enter(String engine, String id) {
        return enter(engine, id, false);
    }

    /// @param batch whether it goes behind chats
    public Ticket enter(String engine, String id, boolean batch) {
        Open open = byEngine.computeIfAbsent(engine, _ -> new Open());
        Ticket ticket = new Ticket(id, open, batch, () -> tell(engine));
        open.tickets().add(ticket);
        if (open.count().getAndIncrement() == 0) {
            arrivals.forEach(Runnable::run);
        }
        if (!batch) {
            open.chats().incrementAndGet();
            open.waiting().add(ticket);
        }
        return ticket;
    }

    private void tell(String engine) {
        listeners.forEach(listener -> listener.accept(engine));
    }

    @Override
    public void onArrival(Runnable listener) {
        arrivals.add(listener);
    }

    /// Told the engine's name whenever a chat was sent there, taken there, or got its first text,
    /// by the thread that does it.
    public void onChat(Consumer<String> listener) {
        listeners.add(listener);
    }

    /// Chats that are open there.
    public int chats(String engine) {
        Open open = byEngine.get(engine);
        return open == null ? 0 : open.chats().get();
    }

    /// Chats that are open there and have no text yet.
    public List<Ticket> waiting(String engine) {
        Open open = byEngine.get(engine);
        return open == null ? List.of() : List.copyOf(open.waiting());
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
    /// @param waiting chats that have no text yet
    private record Open(
            AtomicInteger count, AtomicInteger chats, Set<Ticket> tickets, Set<Ticket> waiting) {
        Open() {
            this(
                    new AtomicInteger(),
                    new AtomicInteger(),
                    ConcurrentHashMap.newKeySet(),
                    ConcurrentHashMap.newKeySet());
        }
    }

    /// One request that is counted; closing it twice counts once. Times are by `System.nanoTime`.
    public static final class Ticket implements AutoCloseable {
        private final String id;
        private final Open entered;
        private final boolean batch;
        private final Runnable tell;
        private final AtomicBoolean open = new AtomicBoolean(true);
        private volatile OptionalLong sent = OptionalLong.empty();
        private volatile OptionalLong taken = OptionalLong.empty();
        private volatile OptionalLong text = OptionalLong.empty();

        private Ticket(String id, Open entered, boolean batch, Runnable tell) {
            this.id = id;
            this.entered = entered;
            this.batch = batch;
            this.tell = tell;
        }

        /// It is on its way to the engine.
        public void wasSent(long now) {
            sent = OptionalLong.of(now);
            tellOfChat();
        }

        /// The engine began to answer: it has the request, though maybe in its line.
        public void wasTaken(long now) {
            taken = OptionalLong.of(now);
            tellOfChat();
        }

        /// The first text came: the engine computes it.
        public void hasText(long now) {
            text = OptionalLong.of(now);
            if (entered.waiting().remove(this)) {
                tellOfChat();
            }
        }

        /// Empty until it was.
        public OptionalLong sent() {
            return sent;
        }

        /// Empty until it was.
        public OptionalLong taken() {
            return taken;
        }

        /// Empty until its first text came.
        public OptionalLong text() {
            return text;
        }

        private void tellOfChat() {
            if (!batch) {
                tell.run();
            }
        }

        @Override
        public void close() {
            if (open.compareAndSet(true, false)) {
                entered.tickets().remove(this);
                entered.count().decrementAndGet();
                if (!batch) {
                    entered.waiting().remove(this);
                    entered.chats().decrementAndGet();
                }
            }
        }
    }
}
