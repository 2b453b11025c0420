package dev.stoker.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stoker.batch.feed.FeedSettings;
import dev.stoker.batch.feed.item.RetryPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class BatchSettingsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void theDefaultsAreThoseOfTheDocuments() {
        BatchSettings settings = BatchSettings.of("node-1");

        assertEquals("node-1", settings.instance());
        assertEquals(Duration.ofSeconds(15), settings.lease());
        assertEquals(Duration.ofDays(7), settings.retention());
        assertEquals(4096, settings.feed().mostInFlight());
        assertEquals(Duration.ofMinutes(10), settings.feed().answerTimeout());
        assertEquals(new RetryPolicy(5, SECOND, Duration.ofMinutes(1)), settings.feed().retry());
    }

    @Test
    void nonsenseIsRefusedWithItsKeyAndValue() {
        refused(
                "batch.instance must not be blank",
                () -> new BatchSettings(" ", SECOND, SECOND, FeedSettings.DEFAULT));
        refused(
                "batch.lease must be positive: PT0S",
                () -> new BatchSettings("x", Duration.ZERO, SECOND, FeedSettings.DEFAULT));
        refused(
                "batch.retention must be positive: PT-1S",
                () -> new BatchSettings("x", SECOND, SECOND.negated(), FeedSettings.DEFAULT));
        refused(
                "most-in-flight must be at least 1: 0",
                () -> new FeedSettings(0, SECOND, RetryPolicy.DEFAULT));
        refused(
                "answer-timeout must be positive: PT0S",
                () -> new FeedSettings(1, Duration.ZERO, RetryPolicy.DEFAULT));
    }

    private static void refused(String message, Executable construction) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, construction).getMessage());
    }
}
