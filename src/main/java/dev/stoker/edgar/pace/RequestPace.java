package dev.stoker.edgar.pace;

import java.time.Duration;
import java.time.Instant;

/// Spreads requests of all threads evenly over time, so that no second sees more than its share.
public final class RequestPace {
    private final FeedTime time;
    private final Duration distance;
    private Instant nextSlot = Instant.MIN;

    public RequestPace(FeedTime time, int requestsPerSecond) {
        this.time = time;
        this.distance = Duration.ofSeconds(1).dividedBy(requestsPerSecond);
    }

    /// Returns when it is this request's turn.
    public void awaitTurn() throws InterruptedException {
        Instant now = time.instant();
        Duration wait = Duration.between(now, takeSlot(now));
        if (wait.isPositive()) {
            time.await(wait);
        }
    }

    /// The lock guards the next free slot against two threads taking it.
    private synchronized Instant takeSlot(Instant now) {
        Instant slot = nextSlot.isAfter(now) ? nextSlot : now;
        nextSlot = slot.plus(distance);
        return slot;
    }
}
