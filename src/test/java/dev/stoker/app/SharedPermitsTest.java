package dev.stoker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.edgar.FeedClient;
import dev.stoker.edgar.FeedSettings;
import dev.stoker.edgar.FeedUnavailable;
import dev.stoker.edgar.feed.PlainFeedListing;
import dev.stoker.edgar.pace.FeedTime;
import dev.stoker.edgar.pace.Permits;
import dev.stoker.edgar.pace.SteppedTime;
import dev.stoker.testkit.FeedServer;
import dev.stoker.testkit.FeedServer.Fault;
import dev.stoker.testkit.QueueDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two replicas over one database.
class SharedPermitsTest {
    private static final LocalDate DAY = LocalDate.of(2025, 1, 2);
    private static final String INDEX = "2025/QTR1/index.json";

    @TempDir private Path folder;
    private final QueueDatabase database = QueueDatabase.fresh();

    @AfterEach
    void close() {
        database.close();
    }

    /// Whoever comes gets a turn an eighth of a second behind the one before: the last of 24 waits
    /// for all that time that did not pass while they asked.
    @Test
    void requestsOfTwoReplicasGetTurnsOneAfterTheOther() throws Exception {
        List<Instant> turns = new CopyOnWriteArrayList<>();
        List<Callable<Void>> requests = new ArrayList<>();
        for (Permits replica : List.of(permits("sec"), permits("sec"))) {
            for (int i = 0; i < 12; i++) {
                requests.add(() -> {
                    replica.awaitTurn();
                    turns.add(FeedTime.ofSystem().instant());
                    return null;
                });
            }
        }

        Instant began = FeedTime.ofSystem().instant();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var turn : threads.invokeAll(requests)) {
                turn.get();
            }
        }

        // a turn may be taken late but never early, so no machine is too slow for this
        List<Instant> inOrder = turns.stream().sorted().toList();
        assertEquals(24, inOrder.size());
        for (int i = 0; i < inOrder.size(); i++) {
            Instant earliest = began.plus(Duration.ofMillis(125L * i));
            assertFalse(inOrder.get(i).isBefore(earliest.minusMillis(50)), "turn " + i);
        }
    }

    @Test
    void aBlockOfOneReplicaSilencesTheOther() throws Exception {
        Permits one = permits("sec");
        Permits other = permits("sec");
        assertEquals(Optional.empty(), other.silentUntil());

        one.keepSilence(Duration.ofMinutes(10));

        Instant now = FeedTime.ofSystem().instant();
        Instant until = other.silentUntil().orElseThrow();
        assertTrue(until.isAfter(now.plus(Duration.ofMinutes(8))), until::toString);
        assertFalse(until.isAfter(now.plus(Duration.ofMinutes(11))), until::toString);
    }

    @Test
    void aShorterSilenceDoesNotEndALongerOne() throws Exception {
        permits("sec").keepSilence(Duration.ofMinutes(10));
        permits("sec").keepSilence(Duration.ofSeconds(1));

        Instant until = permits("sec").silentUntil().orElseThrow();

        assertTrue(until.isAfter(FeedTime.ofSystem().instant().plus(Duration.ofMinutes(8))));
    }

    @Test
    void aSilenceThatIsOverIsNoSilence() throws Exception {
        permits("sec").keepSilence(Duration.ofMinutes(10));
        database.execute("UPDATE feed_pace SET silent_until = now() - INTERVAL '1 second'");

        assertEquals(Optional.empty(), permits("sec").silentUntil());
    }

    @Test
    void anotherHostHasItsOwnPace() throws Exception {
        permits("sec").keepSilence(Duration.ofMinutes(10));

        assertEquals(Optional.empty(), permits("mirror").silentUntil());
    }

    @Test
    void withoutTheDatabaseNobodyAsksButAKnownSilenceIsKept() throws Exception {
        Permits permits = permits("sec");
        database.execute("DROP TABLE feed_pace");

        assertThrows(IOException.class, permits::awaitTurn);
        assertThrows(IOException.class, () -> permits.keepSilence(Duration.ofMinutes(10)));
        assertTrue(permits.silentUntil().isPresent());
    }

    @Test
    void twoClientsOfOneDatabaseKeepTheSilenceThatOneWasTold() throws Exception {
        try (FeedServer feed = FeedServer.ofSamples();
                FeedClient one = client(feed, "one");
                FeedClient other = client(feed, "other")) {
            feed.fail(INDEX, new Fault.Answer(429, ""));

            assertThrows(FeedUnavailable.class, () -> one.day(DAY));
            FeedUnavailable silent = assertThrows(FeedUnavailable.class, () -> other.day(DAY));

            assertTrue(silent.retryAt().isPresent());
            assertEquals(1, feed.seen().size());
        }
    }

    private FeedClient client(FeedServer feed, String cache) {
        SteppedTime time = new SteppedTime();
        return new FeedClient(
                new FeedSettings(feed.uri(), Optional.empty(), folder.resolve(cache), 1 << 30),
                new PlainFeedListing(feed.uri())::quarter,
                time,
                new SharedPermits(database.source(), "127.0.0.1", time));
    }

    private SharedPermits permits(String host) {
        return new SharedPermits(database.source(), host, FeedTime.ofSystem());
    }
}
