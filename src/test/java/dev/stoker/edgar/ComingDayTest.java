package dev.stoker.edgar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.edgar.feed.PlainFeedListing;
import dev.stoker.edgar.pace.SteppedTime;
import dev.stoker.edgar.select.FilingFilter;
import dev.stoker.edgar.select.Wanted;
import dev.stoker.edgar.text.TextOptions;
import dev.stoker.testkit.FeedServer;
import dev.stoker.testkit.FeedServer.Fault;
import dev.stoker.testkit.SubmissionText;
import dev.stoker.testkit.TarballBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Days that are read while they are downloaded.
class ComingDayTest {
    private static final LocalDate DAY = LocalDate.of(2025, 1, 3);
    private static final String TARBALL = "2025/QTR1/20250103.nc.tar.gz";
    private static final int MEMBERS = 400;
    private static final byte[] CONTENT = day();
    private static final int HALF = CONTENT.length / 2;

    @TempDir private Path cache;
    private FeedServer feed;
    private FeedClient client;

    @BeforeEach
    void serve() throws IOException {
        feed = FeedServer.ofSamples().put(TARBALL, CONTENT);
        client =
                new FeedClient(
                        new FeedSettings(feed.uri(), Optional.empty(), cache, 1 << 30),
                        new PlainFeedListing(feed.uri())::quarter,
                        new SteppedTime());
    }

    @AfterEach
    void stop() {
        client.close();
        feed.close();
    }

    @Test
    void filingsAreDeliveredWhileTheRestIsStillToCome() throws Exception {
        CountDownLatch delivered = new CountDownLatch(1);
        feed.fail(TARBALL, new Fault.PauseAfter(HALF, delivered));
        List<String> names = new ArrayList<>();

        // the Feed sends the second half only after a filing of the first was seen
        read(it -> {
            names.add(it.name());
            delivered.countDown();
        });

        assertEquals(expected(), names);
        assertTrue(client.cached(DAY).isPresent());
    }

    static List<List<Fault>> troubles() {
        return List.of(
                List.of(new Fault.HangUpAfter(HALF)),
                List.of(new Fault.HangUpAfter(HALF), new Fault.IgnoreRange()),
                List.of(new Fault.HangUpAfter(HALF), new Fault.HangUpAfter(HALF)));
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void eachFilingIsDeliveredOnceHoweverOftenItsDayIsBegun(List<Fault> faults) throws Exception {
        feed.fail(TARBALL, faults.toArray(Fault[]::new));
        List<String> names = new ArrayList<>();

        read(it -> names.add(it.name()));

        assertEquals(expected(), names);
        assertTrue(client.cached(DAY).isPresent());
    }

    @Test
    void nothingIsMissingWhereTheFirstDownloadWasCorrupt() throws Exception {
        feed.fail(TARBALL, new Fault.Corrupt());
        List<String> names = new ArrayList<>();

        read(it -> names.add(it.name()));

        assertTrue(names.containsAll(expected()));
        assertEquals(names.size(), names.stream().distinct().count());
        assertTrue(client.cached(DAY).isPresent());
    }

    @Test
    void whatStopsTheDownloadStopsTheReading() {
        feed.fail(
                TARBALL, new Fault.HangUpAfter(HALF), new Fault.Answer(403, FeedServer.RATE_PAGE));

        FeedUnavailable blocked = assertThrows(FeedUnavailable.class, () -> read(_ -> {}));

        assertTrue(blocked.retryAt().isPresent());
    }

    @Test
    void aReaderThatStopsEndsTheDownloadAndTheNextGoesOnWithIt() throws Exception {
        feed.fail(TARBALL, new Fault.PauseAfter(HALF, new CountDownLatch(0)));
        IllegalStateException enough = new IllegalStateException("enough");

        assertEquals(
                enough,
                assertThrows(
                        IllegalStateException.class,
                        () ->
                                read(_ -> {
                                    throw enough;
                                })));
        List<String> names = new ArrayList<>();
        read(it -> names.add(it.name()));

        assertEquals(expected(), names);
    }

    @Test
    void anInterruptedReaderLeavesAtOnce() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        feed.fail(TARBALL, new Fault.PauseAfter(HALF, never));
        Thread reader = Thread.currentThread();

        assertThrows(InterruptedException.class, () -> read(_ -> reader.interrupt()));

        assertFalse(Files.exists(cache.resolve(TARBALL)));
        never.countDown();
    }

    private void read(Consumer<DescribedMember> sink) throws Exception {
        Wanted all = new Wanted(FilingFilter.ALL, TextOptions.USUAL);
        assertTrue(DayFilings.read(client, DAY, all, sink));
    }

    private static List<String> expected() {
        return IntStream.range(0, MEMBERS).mapToObj(ComingDayTest::name).toList();
    }

    private static String name(int member) {
        return "0000000222-25-%06d.nc".formatted(member);
    }

    /// More members, in either half, than are ever parsed at once; hardly to be compressed.
    private static byte[] day() {
        Random random = new Random(1);
        TarballBuilder tarball = new TarballBuilder();
        for (int member = 0; member < MEMBERS; member++) {
            byte[] noise = new byte[2_000];
            random.nextBytes(noise);
            String accession = "0000000222-25-%06d".formatted(member);
            tarball.add(
                    name(member),
                    SubmissionText.withXml(accession, HexFormat.of().formatHex(noise)));
        }
        return tarball.bytes();
    }
}
