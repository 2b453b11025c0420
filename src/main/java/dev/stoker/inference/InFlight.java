package dev.stoker.inference;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts the requests that Stoker has open at each engine; a drain ends when there are none.
public final class InFlight {
    private final Map<String, AtomicInteger> byEngine = new ConcurrentHashMap<>();

    /// Counts one request until its ticket is closed.
    public Ticket enter(String engine) {
        AtomicInteger count = byEngine.computeIfAbsent(engine, _ -> new AtomicInteger());
        count.incrementAndGet();
        return new Ticket(count);
    }

    public int of(String engine) {
        AtomicInteger count = byEngine.get(engine);
        return count == null ? 0 : count.get();
    }

    /// One request that is counted; closing it twice counts once.
    public static final class Ticket implements AutoCloseable {
        private final AtomicInteger count;
        private final AtomicBoolean open = new AtomicBoolean(true);

        private Ticket(AtomicInteger count) {
            this.count = count;
        }

        @Override
        public void close() {
            if (open.compareAndSet(true, false)) {
                count.decrementAndGet();
            }
        }
    }
}
