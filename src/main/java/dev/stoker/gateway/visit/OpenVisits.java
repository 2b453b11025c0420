package dev.stoker.gateway.visit;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts the requests that are in and not on their way to an engine: a download of results, a
/// stream of a job's events. Those at engines are counted there.
@Singleton
public final class OpenVisits {
    private final AtomicInteger open = new AtomicInteger();

    void enter() {
        open.incrementAndGet();
    }

    void leave() {
        if (open.decrementAndGet() == 0) {
            synchronized (open) {
                open.notifyAll();
            }
        }
    }

    /// Waits until there is none.
    ///
    /// @return false where some were left after that long
    public boolean awaitNone(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        synchronized (open) {
            while (open.get() > 0) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                TimeUnit.NANOSECONDS.timedWait(open, left);
            }
        }
        return true;
    }
}
