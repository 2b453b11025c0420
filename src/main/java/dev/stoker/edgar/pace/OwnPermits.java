package dev.stoker.edgar.pace;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Permits of one process that shares with no other.
public final class OwnPermits implements Permits {
    private final FeedTime time;
    private final RequestPace pace;
    private volatile Instant silentUntil = Instant.MIN;

    public OwnPermits(FeedTime time) {
        this.time = time;
        this.pace = new RequestPace(time, PER_SECOND);
    }

    @Override
    public void awaitTurn() throws InterruptedException {
        pace.awaitTurn();
    }

    @Override
    public void keepSilence(Duration duration) {
        silentUntil = time.instant().plus(duration);
    }

    @Override
    public Optional<Instant> silentUntil() {
        return Optional.of(silentUntil).filter(until -> until.isAfter(time.instant()));
    }
}
