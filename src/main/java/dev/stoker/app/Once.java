package dev.stoker.app;

import java.util.concurrent.locks.ReentrantLock;

/// Does something once; who asks again meanwhile waits until it is done.
final class Once {
    // Held while it is done: the second one may not go on before.
    private final ReentrantLock doing = new ReentrantLock();
    private boolean done;

    void run(Runnable action) {
        doing.lock();
        try {
            if (!done) {
                done = true;
                action.run();
            }
        } finally {
            doing.unlock();
        }
    }
}
