package dev.stoker.batch;

import dev.stoker.batch.feed.FeedSettings;
import java.time.Duration;

/// How the batch queue is run.
///
/// @param instance names this installation, the same over restarts, unlike any other replica's
/// @param lease how long a replica may be silent before others take its items
/// @param retention how long a finished job and its results are kept
public record BatchSettings(
        String instance, Duration lease, Duration retention, FeedSettings feed) {

    public BatchSettings {
        if (instance.isBlank()) {
            throw new IllegalArgumentException("batch.instance must not be blank");
        }
        if (!lease.isPositive()) {
            throw new IllegalArgumentException("batch.lease must be positive: " + lease);
        }
        if (!retention.isPositive()) {
            throw new IllegalArgumentException("batch.retention must be positive: " + retention);
        }
    }

    public static BatchSettings of(String instance) {
        return new BatchSettings(
                instance, Duration.ofSeconds(15), Duration.ofDays(7), FeedSettings.DEFAULT);
    }
}
