package dev.stoker.batch.feed;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Wakes threads that wait for something to change; a ring before the wait is not lost.
public final class Bell {
    // Guards the count and orders each ring before the wake-ups it causes.
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rung = lock.newCondition();
    private long rings;

    /// To be read before looking at what may change.
    public long rings() {
        lock.lock();
        try {
            return rings;
        } finally {
            lock.unlock();
        }
    }

    public void ring() {
        lock.lock();
        try {
            rings++;
            rung.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Returns once it rang after `seen` was read.
    public void await(long seen) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (rings == seen) {
                rung.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Returns once it rang after `seen` was read, or the time is up.
    public void await(long seen, Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (rings == seen && left > 0) {
                left = rung.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
