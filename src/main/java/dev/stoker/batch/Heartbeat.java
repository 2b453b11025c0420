package dev.stoker.batch;

import static java.lang.System.Logger.Level.WARNING;

import dev.stoker.batch.feed.Bell;
import dev.stoker.batch.feed.Outage;
import dev.stoker.batch.queue.ItemQueue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Prolongs the lease, whatever the upkeep is busy with: to forget a job of a million items takes
/// longer than a lease, and others would take what this replica computes.
final class Heartbeat {
    private static final System.Logger LOG = System.getLogger(Heartbeat.class.getName());

    /// Times of jobs may be that wrong without a word.
    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    private final ItemQueue queue;
    private final InstantSource clock;
    private final Outage outage = new Outage("heartbeat");
    private boolean wrong;

    Heartbeat(ItemQueue queue, InstantSource clock) {
        this.queue = queue;
        this.clock = clock;
    }

    /// Five times within a lease, so that it never ends while its owner lives.
    static Regularly of(ItemQueue queue, InstantSource clock, Duration lease) {
        return new Regularly(
                "batch-heartbeat",
                new Heartbeat(queue, clock)::beat,
                lease.dividedBy(5),
                new Bell());
    }

    void beat() {
        try {
            Instant before = clock.instant();
            compare(before, queue.beat());
            outage.passed();
        } catch (RuntimeException e) {
            outage.failed(e);
        }
    }

    /// Leases go by the database's clock alone, but back-off, deadlines and retention do not.
    private void compare(Instant before, Instant database) {
        boolean ahead = before.minus(TOLERANCE).isAfter(database);
        boolean behind = clock.instant().plus(TOLERANCE).isBefore(database);
        if ((ahead || behind) && !wrong) {
            LOG.log(
                    WARNING,
                    "clock differs from the database''s ahead={0}",
                    Duration.between(database, before));
        }
        wrong = ahead || behind;
    }

    /// Whether this machine's clock and the database's differed at the last beat.
    boolean sawWrongClock() {
        return wrong;
    }
}
