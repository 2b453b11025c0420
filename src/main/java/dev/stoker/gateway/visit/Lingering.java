package dev.stoker.gateway.visit;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Counts the open requests that no engine answers, such as downloads of results: a shutdown waits
/// for them after the engines are gone.
@Singleton
public final class Lingering {
    /// Behind the paths that the relay takes.
    private static final int AFTER_RELAY = 40;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition left = lock.newCondition();
    private int open;

    void stand(@Observes Filters filters) {
        filters.register(this::count, AFTER_RELAY);
    }

    private void count(RoutingContext context) {
        enter();
        context.addEndHandler(_ -> leave());
        context.next();
    }

    void enter() {
        lock.lock();
        try {
            open++;
        } finally {
            lock.unlock();
        }
    }

    void leave() {
        lock.lock();
        try {
            open--;
            left.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Returns when none is open, or after that time.
    ///
    /// @return whether none is open
    public boolean awaitNone(Duration limit) {
        lock.lock();
        try {
            long nanos = limit.toNanos();
            while (open > 0 && nanos > 0) {
                nanos = left.awaitNanos(nanos);
            }
            return open == 0;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
