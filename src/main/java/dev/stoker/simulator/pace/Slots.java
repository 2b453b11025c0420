package dev.stoker.simulator.pace;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;

/// The places in the running batch: a limited number, handed to waiting requests by priority, lower
/// first, and then by arrival. Also the turn to have a prompt read, of which there is one.
public final class Slots {
    private record Waiter(int priority, long arrival, Semaphore turn) {}

    /// Guards everything below.
    private final ReentrantLock lock = new ReentrantLock();

    private final PriorityQueue<Waiter> waiting =
            new PriorityQueue<>(
                    Comparator.comparingInt(Waiter::priority).thenComparingLong(Waiter::arrival));
    private final int limit;
    private int running;
    private long arrivals;

    public Slots(int limit) {
        this.limit = limit;
    }

    /// Waits for a place; who is interrupted leaves the queue.
    public void acquire(int priority) throws InterruptedException {
        Waiter waiter;
        lock.lockInterruptibly();
        try {
            if (running < limit) {
                running++;
                return;
            }
            waiter = new Waiter(priority, arrivals++, new Semaphore(0));
            waiting.add(waiter);
        } finally {
            lock.unlock();
        }
        try {
            waiter.turn().acquire();
        } catch (InterruptedException e) {
            leave(waiter);
            throw e;
        }
    }

    /// Hands the place to the next in the queue.
    public void release() {
        lock.lock();
        try {
            Waiter next = waiting.poll();
            if (next == null) {
                running--;
                return;
            }
            next.turn().release();
        } finally {
            lock.unlock();
        }
    }

    public int running() {
        lock.lock();
        try {
            return running;
        } finally {
            lock.unlock();
        }
    }

    public int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    private void leave(Waiter waiter) {
        // who is no longer in the queue was handed a place in the same moment: it must not be lost
        if (!removed(waiter)) {
            release();
        }
    }

    private boolean removed(Waiter waiter) {
        lock.lock();
        try {
            return waiting.remove(waiter);
        } finally {
            lock.unlock();
        }
    }
}
