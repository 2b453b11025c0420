package dev.stoker.edgar.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.edgar.DayArchive;
import dev.stoker.edgar.DayMember;
import dev.stoker.edgar.FeedClient;
import dev.stoker.edgar.FeedSettings;
import dev.stoker.edgar.pace.FeedTime;
import dev.stoker.edgar.pace.OwnPermits;
import dev.stoker.testkit.FeedServer;
import dev.stoker.testkit.FeedServer.Fault;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The listings through the REST client that Quarkus makes of `FeedApi`.
@QuarkusTest
class FeedApiQuarkusTest {
    private static final String INDEX = "2025/QTR1/index.json";
    private static final FeedDay LISTED = new FeedDay(LocalDate.of(2025, 1, 2));

    private FeedServer feed;
    private QuarterIndexes indexes;

    @BeforeEach
    void serve() throws IOException {
        feed = FeedServer.ofSamples();
        indexes = new QuarterIndexes(api(feed.uri()));
    }

    @AfterEach
    void stop() {
        feed.close();
    }

    @Test
    void aListingIsReadAndTheRequestSaysWhoAsks() throws Exception {
        FeedAnswer<Boolean> listed = indexes.has(LISTED, "Test Company test@example.com");
        FeedAnswer<Boolean> unlisted =
                indexes.has(new FeedDay(LocalDate.of(2025, 1, 4)), "Test Company test@example.com");

        assertEquals(new FeedAnswer.Found<>(true), listed);
        assertEquals(new FeedAnswer.Found<>(false), unlisted);
        assertEquals("/" + INDEX, feed.seen().getFirst().path());
        assertEquals(
                Optional.of("Test Company test@example.com"), feed.seen().getFirst().userAgent());
    }

    @Test
    void aWholeDayComesFromALocalFeedThroughTheRealClient(@TempDir Path cache) throws Exception {
        FeedSettings settings = new FeedSettings(feed.uri(), Optional.empty(), cache, 1 << 30);
        List<DayMember> members = new ArrayList<>();

        try (FeedClient client = FeedClient.of(settings, new OwnPermits(FeedTime.ofSystem()))) {
            DayArchive.read(client.day(LISTED.date()).orElseThrow(), members::add);
        }

        assertEquals(69, members.size());
    }

    @Test
    void aRefusalIsToldApartByItsPage() throws Exception {
        feed.fail(
                INDEX,
                new Fault.Answer(403, FeedServer.RATE_PAGE),
                new Fault.Answer(403, FeedServer.UNDECLARED_PAGE),
                new Fault.Answer(403, "<Error><Code>AccessDenied</Code></Error>"),
                new Fault.Answer(404, ""),
                new Fault.Answer(503, "busy"));

        assertEquals(new FeedAnswer.Refused<>(Refusal.TOO_FAST, 403), indexes.has(LISTED, "Test"));
        assertEquals(
                new FeedAnswer.Refused<>(Refusal.UNDECLARED, 403), indexes.has(LISTED, "Test"));
        assertEquals(new FeedAnswer.Refused<>(Refusal.DENIED, 403), indexes.has(LISTED, "Test"));
        assertEquals(new FeedAnswer.Refused<>(Refusal.MISSING, 404), indexes.has(LISTED, "Test"));
        assertEquals(new FeedAnswer.Refused<>(Refusal.PASSING, 503), indexes.has(LISTED, "Test"));
    }

    @Test
    void aBrokenConnectionIsAnIoException() {
        URI closed = feed.uri();
        feed.close();

        assertThrows(IOException.class, () -> new QuarterIndexes(api(closed)).has(LISTED, "Test"));
    }

    @Test
    void aListingWithoutItemsListsNothing() {
        assertFalse(new FeedIndex(null).hasFile("a"));
        assertFalse(new FeedIndex(new FeedIndex.Directory(null)).hasFile("a"));
        assertTrue(FeedIndex.ofFiles("a").hasFile("a"));
    }

    private static FeedApi api(URI base) {
        return RestClientBuilder.newBuilder().baseUri(base).build(FeedApi.class);
    }
}
