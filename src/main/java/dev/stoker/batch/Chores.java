package dev.stoker.batch;

import dev.stoker.batch.feed.Bell;
import java.time.Duration;

/// Does the upkeep again and again, on a thread of its own.
final class Chores {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final Upkeep upkeep;
    private final Duration pause;
    private final Bell orders;
    private final Thread thread = Thread.ofVirtual().name("batch-upkeep").unstarted(this::run);
    private volatile boolean stopped;

    private Chores(Upkeep upkeep, Duration pause, Bell orders) {
        this.upkeep = upkeep;
        this.pause = pause;
        this.orders = orders;
    }

    /// Five times within a lease at least, so that it never ends while its owner lives.
    ///
    /// @param orders rung when there is something to do at once
    static Chores of(Upkeep upkeep, Duration lease, Bell orders) {
        Duration fifth = lease.dividedBy(5);
        return new Chores(
                upkeep, fifth.compareTo(LONGEST_PAUSE) < 0 ? fifth : LONGEST_PAUSE, orders);
    }

    void start() {
        thread.start();
    }

    /// Waits until the last of them is done.
    void stop() throws InterruptedException {
        stopped = true;
        orders.ring();
        thread.join();
    }

    private void run() {
        try {
            while (!stopped) {
                long seen = orders.rings();
                upkeep.once();
                orders.await(seen, pause);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
