package dev.stoker.edgar.feed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stoker.edgar.feed.FeedAnswer.Found;
import dev.stoker.edgar.feed.FeedAnswer.Refused;
import dev.stoker.testkit.FeedServer;
import dev.stoker.testkit.FeedServer.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SmallDownloadTest {
    private static final String FILE = "data/1/a.txt";
    private static final byte[] CONTENT = noise();

    private final SmallDownload download = new SmallDownload(Duration.ofSeconds(30), 40_000);
    private FeedServer feed;

    @BeforeEach
    void serve() throws IOException {
        feed = new FeedServer().put(FILE, Arrays.copyOf(CONTENT, 30_000)).put("large", CONTENT);
    }

    @AfterEach
    void stop() {
        download.close();
        feed.close();
    }

    @Test
    void aPackedFileArrivesUnpacked() throws Exception {
        assertArrayEquals(Arrays.copyOf(CONTENT, 30_000), fetched(FILE));
    }

    @Test
    void ofALargerFileNoMoreThanTheLimitIsKept() throws Exception {
        assertEquals(40_000, fetched("large").length);
    }

    @Test
    void aRefusalIsReadFromItsPage() throws Exception {
        feed.fail(FILE, new Fault.Answer(403, FeedServer.RATE_PAGE));

        assertEquals(
                new Refused<byte[]>(Refusal.TOO_FAST, 403),
                download.fetch(feed.uri().resolve(FILE), "Test"));
    }

    @Test
    void aFileThatBreaksOffIsNoFile() {
        feed.fail(FILE, new Fault.HangUpAfter(10));

        assertThrows(IOException.class, () -> download.fetch(feed.uri().resolve(FILE), "Test"));
    }

    @Test
    void aDamagedFileIsNoFile() {
        feed.fail(FILE, new Fault.Corrupt());

        assertThrows(IOException.class, () -> download.fetch(feed.uri().resolve(FILE), "Test"));
    }

    private static byte[] noise() {
        byte[] noise = new byte[50_000];
        new Random(7).nextBytes(noise);
        return noise;
    }

    private byte[] fetched(String path) throws IOException, InterruptedException {
        Found<?> found =
                assertInstanceOf(Found.class, download.fetch(feed.uri().resolve(path), "Test"));
        return (byte[]) found.value();
    }
}
