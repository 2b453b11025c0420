package dev.stoker.supervisor.fleet;

import dev.stoker.supervisor.EngineEvent;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

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

    /// Handles one event after the other, until the thread is interrupted.
    ///
    /// @param failed is told of a fault in one event, which must not keep the others waiting
    void handleAll(
            Consumer<EngineEvent> handler, BiConsumer<EngineEvent, RuntimeException> failed) {
        try {
            while (true) {
                EngineEvent event = take();
                try {
                    handler.accept(event);
                } catch (RuntimeException fault) {
                    failed.accept(event, fault);
                } finally {
                    unhandled.decrementAndGet();
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private EngineEvent take() throws InterruptedException {
        EngineEvent event = events.take();
        if (event instanceof EngineEvent.Tick) {
            tickWaits.set(false);
        }
        return event;
    }

    /// Whether every event so far has had its effect.
    boolean isSettled() {
        return unhandled.get() == 0;
    }
}
