package dev.stoker.edgar.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.edgar.feed.FeedAnswer.Found;
import dev.stoker.edgar.feed.FeedAnswer.Refused;
import dev.stoker.edgar.pace.Backoff;
import dev.stoker.edgar.pace.OwnPermits;
import dev.stoker.edgar.pace.SteppedTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PoliteRequestsTest {
    private final SteppedTime time = new SteppedTime();
    private final PoliteRequests requests =
            new PoliteRequests(time, new OwnPermits(time), new Backoff(new Random(1)));

    @Test
    void aBrokenConnectionIsTriedAgain() throws Exception {
        Deque<Integer> failures = new ArrayDeque<>(List.of(1, 2, 3));

        FeedAnswer<String> answer =
                requests.send(() -> {
                    if (failures.poll() != null) {
                        throw new IOException("connection reset");
                    }
                    return new Found<>("day");
                });

        assertEquals(new Found<>("day"), answer);
    }

    @Test
    void theSixthBrokenConnectionIsTold() {
        int[] sent = new int[1];

        IOException broken =
                assertThrows(
                        IOException.class,
                        () ->
                                requests.send(() -> {
                                    throw new IOException("broke " + ++sent[0]);
                                }));

        assertEquals("broke 6", broken.getMessage());
    }

    @ParameterizedTest
    @EnumSource(
            value = Refusal.class,
            names = {"MISSING", "UNDECLARED", "DENIED", "TOO_FAST"})
    void aRefusalThatWillNotPassIsNotTriedAgain(Refusal refusal) throws Exception {
        int[] sent = new int[1];

        FeedAnswer<String> answer =
                requests.send(() -> {
                    sent[0]++;
                    return new Refused<>(refusal, 403);
                });

        assertEquals(new Refused<>(refusal, 403), answer);
        assertEquals(1, sent[0]);
    }

    @Test
    void silenceLastsTenMinutesAndNothingIsSentMeanwhile() throws Exception {
        requests.send(() -> new Refused<>(Refusal.TOO_FAST, 429));
        int[] sent = new int[1];

        time.advance(Duration.ofMinutes(10).minusMillis(1));
        FeedAnswer<Integer> meanwhile = requests.send(() -> new Found<>(++sent[0]));
        time.advance(Duration.ofMillis(1));
        FeedAnswer<Integer> after = requests.send(() -> new Found<>(++sent[0]));

        assertEquals(new Refused<>(Refusal.TOO_FAST, 429), meanwhile);
        assertEquals(new Found<>(1), after);
        assertEquals(Optional.empty(), requests.silentUntil());
    }

    @Test
    void anotherThreadsBlockEndsTheRetriesOfThisOne() throws Exception {
        FeedAnswer<String> answer =
                requests.send(() -> {
                    requests.send(() -> new Refused<>(Refusal.TOO_FAST, 429));
                    return new Refused<>(Refusal.PASSING, 503);
                });

        assertEquals(new Refused<>(Refusal.TOO_FAST, 429), answer);
    }

    @ParameterizedTest
    @CsvSource({
        "404, '', MISSING",
        "410, '', MISSING",
        "429, '', TOO_FAST",
        "403, 'SEC.gov | Request Rate Threshold Exceeded', TOO_FAST",
        "403, 'from an Undeclared Automated Tool, please', UNDECLARED",
        "403, '<Code>AccessDenied</Code>', DENIED",
        "401, '', DENIED",
        "500, '', PASSING",
        "503, 'Request Rate Threshold Exceeded', PASSING",
        "504, '', PASSING",
        "408, '', PASSING"
    })
    void aStatusAndItsPageMeanOneThing(int status, String page, Refusal meaning) {
        assertEquals(meaning, Refusal.of(status, page));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 4", "5, 16", "6, 30", "60, 30"})
    void waitsDoubleUpToHalfAMinuteAndLeaveHalfToChance(int failures, int seconds) {
        Backoff backoff = new Backoff(new Random(2));

        for (int i = 0; i < 100; i++) {
            double wait = backoff.afterFailures(failures).toNanos() / 1e9;

            assertTrue(wait >= seconds / 2.0 && wait <= seconds, "waited " + wait);
        }
    }
}
