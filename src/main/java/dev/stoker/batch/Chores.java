package dev.stoker.batch;

import java.time.Duration;

/// Has the upkeep done every second, and at once when there is an order, on a thread of its own.
final class Chores {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final Upkeep upkeep;
    private final Bells bells;
    private final Duration pause;
    private final Thread thread = Thread.ofVirtual().name("batch-upkeep").unstarted(this::keepUp);
    private volatile boolean closed;

    /// @param lease that must be prolonged in time
    Chores(Upkeep upkeep, Bells bells, Duration lease) {
        this.upkeep = upkeep;
        this.bells = bells;
        Duration fifth = lease.dividedBy(5);
        this.pause = fifth.compareTo(LONGEST_PAUSE) < 0 ? fifth : LONGEST_PAUSE;
    }

    void start() {
        thread.start();
    }

    /// Returns once nothing is being done any more.
    void close() throws InterruptedException {
        closed = true;
        bells.orders().ring();
        thread.join();
    }

    private void keepUp() {
        try {
            while (!closed) {
                long seen = bells.orders().rings();
                bells.ringSources(upkeep.once());
                bells.orders().await(seen, pause);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
