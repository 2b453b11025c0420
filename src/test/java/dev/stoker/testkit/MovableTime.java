package dev.stoker.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/// A clock that stands still until a test moves it.
public final class MovableTime implements InstantSource {
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2025-01-02T12:00:00Z"));

    @Override
    public Instant instant() {
        return now.get();
    }

    public Instant advance(Duration step) {
        return now.updateAndGet(instant -> instant.plus(step));
    }
}
