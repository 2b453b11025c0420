package dev.stoker.batch;

import dev.stoker.batch.feed.Bell;
import dev.stoker.batch.feed.Outage;
import dev.stoker.batch.queue.ItemQueue;
import java.time.Duration;

/// Prolongs the lease, whatever the upkeep is busy with: to forget a job of a million items takes
/// longer than a lease, and others would take what this replica computes.
final class Heartbeat {
    private final ItemQueue queue;
    private final Outage outage = new Outage("heartbeat");

    Heartbeat(ItemQueue queue) {
        this.queue = queue;
    }

    /// Five times within a lease, so that it never ends while its owner lives.
    static Regularly of(ItemQueue queue, Duration lease) {
        return new Regularly(
                "batch-heartbeat", new Heartbeat(queue)::beat, lease.dividedBy(5), new Bell());
    }

    void beat() {
        try {
            queue.beat();
            outage.passed();
        } catch (RuntimeException e) {
            outage.failed(e);
        }
    }
}
