package dev.stoker.batch.feed;

import dev.stoker.batch.feed.item.RetryPolicy;
import java.time.Duration;

/// How items are carried to engines.
///
/// @param mostInFlight requests at one engine, a bound on memory: the feeder finds the number
///   itself
/// @param answerTimeout for one answer
public record FeedSettings(int mostInFlight, Duration answerTimeout, RetryPolicy retry) {
    public static final FeedSettings DEFAULT =
            new FeedSettings(4096, Duration.ofMinutes(10), RetryPolicy.DEFAULT);

    public FeedSettings {
        if (mostInFlight < 1) {
            throw new IllegalArgumentException(
                    "most-in-flight must be at least 1: " + mostInFlight);
        }
        if (!answerTimeout.isPositive()) {
            throw new IllegalArgumentException("answer-timeout must be positive: " + answerTimeout);
        }
    }
}
