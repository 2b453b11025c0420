package dev.stoker.batch;

import dev.stoker.batch.feed.Bell;
import java.time.Duration;

/// Does one thing again and again, on a thread of its own: after a pause, and at once when a bell
/// rings.
///
/// Its thread is no virtual one: it asks the database while nothing else happens, and each wait of
/// a virtual thread wakes two others.
final class Regularly {
    private final Runnable work;
    private final Duration pause;
    private final Bell bell;
    private final Thread thread;
    private volatile boolean stopped;

    Regularly(String name, Runnable work, Duration pause, Bell bell) {
        this.work = work;
        this.pause = pause;
        this.bell = bell;
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::repeat);
    }

    void start() {
        thread.start();
    }

    /// Returns once nothing is being done any more.
    void stop() throws InterruptedException {
        stopped = true;
        bell.ring();
        thread.join();
    }

    private void repeat() {
        try {
            while (!stopped) {
                long seen = bell.rings();
                work.run();
                bell.await(seen, pause);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
