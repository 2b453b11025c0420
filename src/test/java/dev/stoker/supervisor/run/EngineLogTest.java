package dev.stoker.supervisor.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Numbers by which readers find where they stopped, whoever was started since.
class EngineLogTest {
    private static final Instant BEGIN = Instant.parse("2025-01-02T03:04:05Z");

    private final EngineLog log = new EngineLog(BEGIN);

    /// That a reader has when Stoker starts again and its engine writes.
    private long lastNumber(EngineLog earlier) {
        earlier.add(7, "last words");
        log.add(1, "first words");
        return earlier.after(0, 10).getLast().number();
    }

    private static List<String> texts(List<EngineLog.Line> lines) {
        return lines.stream().map(EngineLog.Line::text).toList();
    }

    @Test
    void aReaderGoesOnWhereItStopped() {
        log.add(1, "one");
        long read = log.after(0, 10).getLast().number();
        log.add(1, "two");

        assertEquals(List.of("two"), texts(log.after(read, 10)));
        assertEquals(List.of(), log.after(read + 1, 10));
    }

    @Test
    void theTailIsWhatIsHeld() {
        IntStream.range(0, 600).forEach(line -> log.add(1, "line " + line));

        List<String> tail = texts(log.after(0, 1000));

        assertEquals(500, tail.size());
        assertEquals("line 100", tail.getFirst());
    }

    @Test
    void numbersOfAnEarlierStokerAreBehind() {
        EngineLog earlier = new EngineLog(BEGIN.minus(Duration.ofSeconds(2)));

        long read = lastNumber(earlier);

        assertEquals(List.of("first words"), texts(log.after(read, 10)));
    }

    @Test
    void numbersOfAnEarlierStokerWhoseClockWentBeforeHideNothing() {
        EngineLog earlier = new EngineLog(BEGIN.plus(Duration.ofHours(1)));

        long read = lastNumber(earlier);

        assertTrue(read > log.after(0, 10).getLast().number());
        assertEquals(List.of("first words"), texts(log.after(read, 10)));
    }
}
