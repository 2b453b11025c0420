package dev.stoker.edgar.pace;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Time that stands still until somebody waits, or until the test moves it.
public final class SteppedTime implements FeedTime {
    private final List<Duration> waits = new CopyOnWriteArrayList<>();
    private Instant now = Instant.parse("2025-01-06T20:00:00Z");

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public void await(Duration duration) {
        waits.add(duration);
        advance(duration);
    }

    public synchronized void advance(Duration duration) {
        now = now.plus(duration);
    }

    /// Every wait so far, in order.
    public List<Duration> waits() {
        return List.copyOf(waits);
    }
}
