package dev.stoker.app;

import java.util.concurrent.locks.ReentrantLock;

/// Work that is done once; whoever else asks for it waits until it is done.
final class OnceForAll {
    private final ReentrantLock turn = new ReentrantLock();
    private final Runnable work;
    private boolean done;

    OnceForAll(Runnable work) {
        this.work = work;
    }

    /// Returns when the work is done, by this caller or by the one before. A caller that failed is
    /// not followed by another try.
    void run() {
        turn.lock();
        try {
            if (!done) {
                done = true;
                work.run();
            }
        } finally {
            turn.unlock();
        }
    }
}
