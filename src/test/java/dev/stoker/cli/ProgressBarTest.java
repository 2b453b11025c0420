package dev.stoker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private final StringWriter printed = new StringWriter();

    @Test
    void onATerminalOneLineIsDrawnAgain() throws JsonProcessingException {
        var bar = new ProgressBar(new PrintWriter(printed), true);

        bar.show(job(10, 5, 2));
        bar.show(job(10, 0, 0));
        bar.end();

        assertTrue(printed.toString().startsWith("\r["), printed::toString);
        assertTrue(printed.toString().contains("3/10 filings"), printed::toString);
        assertTrue(printed.toString().contains("10/10 filings"), printed::toString);
        assertEquals(1, printed.toString().lines().filter(line -> line.contains("10/10")).count());
    }

    @Test
    void elsewhereALineIsPrintedForEachTenth() throws JsonProcessingException {
        var bar = new ProgressBar(new PrintWriter(printed), false);

        bar.show(job(100, 100, 0));
        bar.show(job(100, 95, 0));
        bar.show(job(100, 90, 0));
        bar.show(job(100, 89, 0));
        bar.end();

        assertEquals(2, printed.toString().lines().count(), printed::toString);
    }

    @Test
    void ratesAndTimeLeftAreShownWithTheirUnits() throws JsonProcessingException {
        var bar = new ProgressBar(new PrintWriter(printed), false);

        bar.show(
                new ObjectMapper()
                        .readTree(
                                """
                                {"counts": {"total": 4, "waiting": 3, "running": 1},
                                 "tokens_per_second": 1234.5, "seconds_left": 600}
                                """));

        assertEquals("0/4 filings  1,235 tokens/s  10 min left", printed.toString().strip());
    }

    private static JsonNode job(int total, int waiting, int running)
            throws JsonProcessingException {
        return new ObjectMapper()
                .readTree(
                        """
                        {"counts": {"total": %d, "waiting": %d, "running": %d}}
                        """
                                .formatted(total, waiting, running));
    }
}
