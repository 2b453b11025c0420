package dev.stoker.supervisor.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogTailTest {
    private final List<String> watched = new ArrayList<>();
    private final LogTail tail = new LogTail(watched::add);

    @Test
    void linesAreKeptInTheirOrderTheLastWithoutItsEndToo() {
        read("one\ntwo\r\nthree");

        assertEquals(List.of("one", "two", "three"), tail.lines());
    }

    @Test
    void everyCompleteLineIsWatched() {
        read("one\ntwo\n");

        assertEquals(List.of("one", "two"), watched);
    }

    @Test
    void onlyTheLastFiveHundredLinesAreKept() {
        read(IntStream.range(0, 1200).mapToObj(i -> "line " + i).collect(Collectors.joining("\n")));

        assertEquals(500, tail.lines().size());
        assertEquals("line 700", tail.lines().getFirst());
        assertEquals("line 1199", tail.lines().getLast());
    }

    @Test
    void aProgressBarIsManyLines() {
        read("Loading: 10%\rLoading: 50%\rLoading: 100%\n");

        assertEquals(List.of("Loading: 10%", "Loading: 50%", "Loading: 100%"), tail.lines());
    }

    @Test
    void aLineIsCutAtFourKilobytes() {
        read("x".repeat(1_000_000) + "\nnext\n");

        assertEquals(4096, tail.lines().getFirst().length());
        assertEquals("next", tail.lines().get(1));
    }

    @Test
    void bytesThatAreNotUtf8AreReplaced() {
        tail.readAll(
                new ByteArrayInputStream(new byte[] {'a', (byte) 0xff, (byte) 0xfe, 'b', '\n'}));

        assertEquals(List.of("a\ufffd\ufffdb"), tail.lines());
    }

    @Test
    void charactersThatAreSplitBetweenTwoReadsStayWhole() {
        byte[] bytes = "größer\n".getBytes(StandardCharsets.UTF_8);

        tail.readAll(oneByteAtATime(bytes));

        assertEquals(List.of("größer"), tail.lines());
    }

    @Test
    void inAFloodTheWatcherIsSparedAndTheTailStaysRight() {
        read("line\n".repeat(2_000_000) + "last\n");

        assertTrue(watched.size() < 200_000, () -> "watched " + watched.size());
        assertEquals("last", tail.lines().getLast());
    }

    @Test
    void theEndIsAwaited() throws InterruptedException {
        boolean before = tail.awaitEnd(Duration.ofMillis(1));
        read("");

        assertEquals(List.of(false, true), List.of(before, tail.awaitEnd(Duration.ZERO)));
    }

    @Test
    void outputThatBreaksOffIsAnEnd() throws Exception {
        InputStream closed = InputStream.nullInputStream();
        closed.close();

        tail.readAll(closed);

        assertTrue(tail.awaitEnd(Duration.ZERO));
    }

    private void read(String output) {
        tail.readAll(new ByteArrayInputStream(output.getBytes(StandardCharsets.UTF_8)));
    }

    private static InputStream oneByteAtATime(byte[] bytes) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(1, length));
            }
        };
    }
}
