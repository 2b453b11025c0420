package dev.stoker.batch;

import dev.stoker.batch.feed.Bell;
import dev.stoker.batch.feed.Outage;
import dev.stoker.batch.queue.ItemQueue;
import java.time.Duration;

/// Prolongs the lease where the upkeep, which does it too, is busy for long: to forget a job of a
/// million items takes longer than a lease, and others would take what this replica computes.
final class Heartbeat {
    private final ItemQueue queue;
    private final Duration pause;
    private final Bell end = new Bell();
    private final Outage outage = new Outage("heartbeat");
    private final Thread thread = Thread.ofVirtual().name("batch-heartbeat").unstarted(this::beat);
    private volatile boolean stopped;

    /// @param pause between two looks, and the age of a beat that is followed by another
    Heartbeat(ItemQueue queue, Duration pause) {
        this.queue = queue;
        this.pause = pause;
    }

    void start() {
        thread.start();
    }

    private void beat() {
        try {
            while (!stopped) {
                long seen = end.rings();
                beatOnce();
                end.await(seen, pause);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void beatOnce() {
        try {
            queue.beatAgainAfter(pause);
            outage.passed();
        } catch (RuntimeException e) {
            outage.failed(e);
        }
    }

    /// No beat comes behind this: the lease may be ended.
    void stop() throws InterruptedException {
        stopped = true;
        end.ring();
        thread.join();
    }
}
