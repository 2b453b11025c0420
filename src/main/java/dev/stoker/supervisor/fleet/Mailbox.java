package dev.stoker.supervisor.fleet;

import dev.stoker.supervisor.EngineEvent;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// The events that wait for one supervisor, in the order they came; at most one of them a tick.
final class Mailbox {
    private final BlockingQueue<EngineEvent> events = new LinkedBlockingQueue<>();
    private final AtomicBoolean tickWaits = new AtomicBoolean();
    private final AtomicInteger unhandled = new AtomicInteger();

    void post(EngineEvent event) {
        if (event instanceof EngineEvent.Tick && !tickWaits.compareAndSet(false, true)) {
            return; // the supervisor is late: time is not told twice
        }
        unhandled.incrementAndGet();
        events.add(event);
    }

    /// The next event; it counts as unhandled until `handled` is called.
    EngineEvent take() throws InterruptedException {
        EngineEvent event = events.take();
        if (event instanceof EngineEvent.Tick) {
            tickWaits.set(false);
        }
        return event;
    }

    void handled() {
        unhandled.decrementAndGet();
    }

    /// Whether every event so far has had its effect.
    boolean isSettled() {
        return unhandled.get() == 0;
    }
}
