package dev.stoker.edgar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.edgar.feed.FeedApi;
import dev.stoker.edgar.feed.PlainFeedListing;
import dev.stoker.edgar.pace.FeedTime;
import dev.stoker.edgar.pace.SteppedTime;
import dev.stoker.testkit.FeedServer;
import dev.stoker.testkit.FeedServer.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The client against a Feed that answers in every way the SEC's does.
class FeedClientTest {
    private static final LocalDate DAY = LocalDate.of(2025, 1, 2);
    private static final String INDEX = "2025/QTR1/index.json";
    private static final String TARBALL = "2025/QTR1/20250102.nc.tar.gz";
    private static final byte[] CONTENT = gzip(300_000);

    @TempDir private Path cache;
    private final SteppedTime time = new SteppedTime();
    private FeedServer feed;
    private FeedClient client;

    @BeforeEach
    void serve() throws IOException {
        feed = new FeedServer().put(INDEX, listing("20250102")).put(TARBALL, CONTENT);
        client = client(feed.uri(), Optional.of("Test Company test@example.com"), 1 << 30);
    }

    @AfterEach
    void stop() {
        client.close();
        feed.close();
    }

    @Test
    void aDayIsDownloadedOnceAndThenFoundInTheCache() throws Exception {
        Path first = client.day(DAY).orElseThrow();
        Path second = client.day(DAY).orElseThrow();

        assertEquals(first, second);
        assertArrayEquals(CONTENT, Files.readAllBytes(first));
        assertEquals(List.of("/" + INDEX, "/" + TARBALL), paths());
    }

    @Test
    void everyRequestSaysWhoAsks() throws Exception {
        client.day(DAY);

        assertTrue(
                feed.seen().stream()
                        .allMatch(it ->
                                it.userAgent()
                                        .equals(Optional.of("Test Company test@example.com"))));
    }

    @Test
    void aServerThatResumesElsewhereIsAskedForTheWhole() throws Exception {
        feed.fail(TARBALL, new Fault.HangUpAfter(100_000), new Fault.OtherRange());

        assertArrayEquals(CONTENT, Files.readAllBytes(client.day(DAY).orElseThrow()));
        assertEquals(Optional.empty(), feed.seen().getLast().range());
    }

    @Test
    void aDayThatTheIndexDoesNotListHasNoData() throws Exception {
        assertEquals(Optional.empty(), client.day(LocalDate.of(2025, 1, 4)));
        assertEquals(List.of("/" + INDEX), paths());
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 403})
    void aQuarterThatIsNotThereHasNoData(int status) throws Exception {
        feed.fail(INDEX, new Fault.Answer(status, "AccessDenied"));

        assertEquals(Optional.empty(), client.day(DAY));
    }

    @Test
    void aListedDayThatIsGoneHasNoData() throws Exception {
        feed.fail(TARBALL, new Fault.Answer(404, "gone"));

        assertEquals(Optional.empty(), client.day(DAY));
        assertFalse(Files.exists(cache.resolve(TARBALL)));
    }

    @ParameterizedTest
    @ValueSource(strings = {INDEX, TARBALL})
    void aRateBlockSilencesAllRequestsForTenMinutes(String path) {
        feed.fail(path, new Fault.Answer(403, FeedServer.RATE_PAGE));

        FeedUnavailable blocked = assertThrows(FeedUnavailable.class, () -> client.day(DAY));
        int requests = feed.seen().size();
        time.advance(Duration.ofMinutes(9));
        FeedUnavailable silent =
                assertThrows(FeedUnavailable.class, () -> client.day(LocalDate.of(2025, 1, 3)));

        Instant until = blocked.retryAt().orElseThrow();
        assertEquals(requests, feed.seen().size());
        assertEquals(Optional.of(until), silent.retryAt());
        assertTrue(until.isAfter(time.instant().plusSeconds(50)));
    }

    @Test
    void afterTenMinutesOfSilenceTheDayIsAskedForAgain() throws Exception {
        feed.fail(INDEX, new Fault.Answer(429, ""));
        assertThrows(FeedUnavailable.class, () -> client.day(DAY));

        time.advance(Duration.ofMinutes(10));

        assertTrue(client.day(DAY).isPresent());
    }

    @Test
    void anUndeclaredToolIsToldWhichSettingIsWrongAndNotRetried() {
        feed.fail(INDEX, new Fault.Answer(403, FeedServer.UNDECLARED_PAGE));

        FeedUnavailable refused = assertThrows(FeedUnavailable.class, () -> client.day(DAY));

        assertTrue(message(refused).contains("stoker.edgar.user-agent"), message(refused));
        assertEquals(1, feed.seen().size());
    }

    @Test
    void theSecIsNotAskedWithoutAUserAgent() {
        try (FeedClient anonymous =
                client(
                        URI.create("https://www.sec.gov/Archives/edgar/Feed"),
                        Optional.empty(),
                        1)) {
            FeedUnavailable refused = assertThrows(FeedUnavailable.class, () -> anonymous.day(DAY));

            assertTrue(message(refused).contains("SEC_USER_AGENT"), message(refused));
            assertTrue(message(refused).contains("Company Name contact@example.com"));
        }
    }

    @Test
    void aPassingFaultIsRetriedFiveTimesWithGrowingWaits() throws Exception {
        Fault busy = new Fault.Answer(503, "busy");
        feed.fail(INDEX, busy, busy, busy, busy, busy);

        Optional<Path> day = client.day(DAY);

        List<Duration> waits =
                time.waits().stream()
                        .filter(it -> it.compareTo(Duration.ofMillis(400)) > 0)
                        .toList();
        assertTrue(day.isPresent());
        assertEquals(5, waits.size());
        for (int i = 0; i < waits.size(); i++) {
            double full = Math.pow(2, i);
            double seconds = waits.get(i).toMillis() / 1000.0;
            assertTrue(seconds >= full / 2 && seconds <= full, waits.toString());
        }
    }

    @Test
    void theSixthPassingFaultIsGivenUp() {
        Fault busy = new Fault.Answer(503, "busy");
        feed.fail(INDEX, busy, busy, busy, busy, busy, busy);

        FeedUnavailable given = assertThrows(FeedUnavailable.class, () -> client.day(DAY));

        assertTrue(message(given).contains("503"), message(given));
        assertEquals(6, feed.seen().size());
    }

    @Test
    void aBrokenDownloadGoesOnWhereItBrokeOff() throws Exception {
        feed.fail(TARBALL, new Fault.HangUpAfter(100_000));

        Path day = client.day(DAY).orElseThrow();

        assertArrayEquals(CONTENT, Files.readAllBytes(day));
        assertEquals(1, feed.seen().stream().filter(it -> it.range().isPresent()).count());
        assertFalse(Files.exists(cache.resolve(TARBALL + ".part")));
    }

    @Test
    void aPartLeftByAnEarlierProcessIsContinued() throws Exception {
        Files.createDirectories(cache.resolve(TARBALL).getParent());
        Files.write(cache.resolve(TARBALL + ".part"), Arrays.copyOf(CONTENT, 1_000));

        Path day = client.day(DAY).orElseThrow();

        assertArrayEquals(CONTENT, Files.readAllBytes(day));
        assertEquals(
                List.of(Optional.of("bytes=1000-")),
                feed.seen().stream()
                        .map(FeedServer.Seen::range)
                        .filter(Optional::isPresent)
                        .toList());
    }

    @Test
    void aPartThatIsAlreadyWholeIsAccepted() throws Exception {
        Files.createDirectories(cache.resolve(TARBALL).getParent());
        Files.write(cache.resolve(TARBALL + ".part"), CONTENT);

        assertArrayEquals(CONTENT, Files.readAllBytes(client.day(DAY).orElseThrow()));
    }

    @Test
    void aPartOfAnotherFileIsThrownAwayAndFetchedAnew() throws Exception {
        Files.createDirectories(cache.resolve(TARBALL).getParent());
        Files.write(cache.resolve(TARBALL + ".part"), new byte[1_000]);

        assertArrayEquals(CONTENT, Files.readAllBytes(client.day(DAY).orElseThrow()));
    }

    @Test
    void aServerThatIgnoresTheRangeStartsTheFileOver() throws Exception {
        feed.fail(TARBALL, new Fault.HangUpAfter(100_000), new Fault.IgnoreRange());

        assertArrayEquals(CONTENT, Files.readAllBytes(client.day(DAY).orElseThrow()));
    }

    @Test
    void aCorruptDownloadIsFetchedAgain() throws Exception {
        feed.fail(TARBALL, new Fault.Corrupt());

        assertArrayEquals(CONTENT, Files.readAllBytes(client.day(DAY).orElseThrow()));
    }

    @Test
    void aTarballThatIsCutOffOnTheServerIsNeverTakenForComplete() {
        feed.put(TARBALL, Arrays.copyOf(CONTENT, 200_000));

        FeedUnavailable given = assertThrows(FeedUnavailable.class, () -> client.day(DAY));

        assertTrue(message(given).contains("cut off"), message(given));
        assertFalse(Files.exists(cache.resolve(TARBALL)));
    }

    @Test
    void twoThreadsThatWantADayShareOneDownload() throws Exception {
        Callable<Optional<Path>> ask = () -> client.day(DAY);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.invokeAll(List.of(ask, ask, ask, ask));
        }

        assertEquals(1, paths().stream().filter(("/" + TARBALL)::equals).count());
    }

    @Test
    void aForgottenDayIsFetchedAgain() throws Exception {
        client.day(DAY);

        client.forget(DAY);
        client.day(DAY);

        assertEquals(2, paths().stream().filter(("/" + TARBALL)::equals).count());
    }

    @Test
    void twoClientsOfOneDirectoryDownloadADayOnce() throws Exception {
        FeedTime time = FeedTime.ofSystem();
        FeedSettings settings = new FeedSettings(feed.uri(), Optional.empty(), cache, 1 << 30);
        FeedApi api = new PlainFeedListing(feed.uri())::quarter;
        try (FeedClient one = new FeedClient(settings, api, time);
                FeedClient other = new FeedClient(settings, api, time);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Optional<Path>>> wishes =
                    List.of(() -> one.day(DAY), () -> other.day(DAY));
            for (var day : threads.invokeAll(wishes)) {
                assertArrayEquals(CONTENT, Files.readAllBytes(day.get().orElseThrow()));
            }
        }

        assertEquals(1, paths().stream().filter(("/" + TARBALL)::equals).count());
    }

    private FeedClient client(URI base, Optional<String> userAgent, long cacheBytes) {
        return new FeedClient(
                new FeedSettings(base, userAgent, cache, cacheBytes),
                new PlainFeedListing(base)::quarter,
                time);
    }

    private List<String> paths() {
        return feed.seen().stream().map(FeedServer.Seen::path).toList();
    }

    private static String message(Exception e) {
        return String.valueOf(e.getMessage());
    }

    private static byte[] listing(String... days) {
        String items =
                String.join(
                        ",",
                        List.of(days).stream()
                                .map(day ->
                                        """
                                        {"name": "%s.nc.tar.gz", "type": "file", "size": "9 KB"}\
                                        """
                                                .formatted(day))
                                .toList());
        return "{\"directory\": {\"item\": [%s], \"name\": \"x\"}}"
                .formatted(items)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(int bytes) {
        byte[] noise = new byte[bytes];
        new Random(7).nextBytes(noise);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(noise);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }
}
