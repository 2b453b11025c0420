package dev.stoker.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class JobReportTest {
    private final StringWriter printed = new StringWriter();

    @Test
    void countsTokensRateAndCostAreAllTold() throws JsonProcessingException {
        print(
                """
                {"counts": {"total": 69, "done": 50, "dropped": 17, "failed": 2, "cancelled": 0},
                 "tokens": {"prompt": 110000, "output": 9000}, "seconds": 12.5,
                 "tokens_per_second": 9520.4, "cost_per_million_tokens": 0.1167}
                """);

        for (String row :
                new String[] {
                    "filings +69",
                    "dropped.* +17",
                    "failed +2",
                    "prompt tokens +110,000",
                    "output tokens +9,000",
                    "seconds +12.5",
                    "tokens per second +9,520",
                    "cost per million tokens +0.1167"
                }) {
            assertTrue(printed.toString().lines().anyMatch(line -> line.matches(" *" + row)), row);
        }
        assertFalse(printed.toString().contains("cancelled"));
    }

    @Test
    void whatItsTimeWentToIsToldWhereThereWasAny() throws JsonProcessingException {
        print(
                """
                {"time": {"full_speed_seconds": 10.21, "engine_seconds": 1.9, "chat_seconds": 0.0}}
                """);

        assertTrue(printed.toString().matches("(?s).*at full speed +10.2\\n.*"));
        assertTrue(printed.toString().matches("(?s).*waiting for the engine +1.9\\n.*"));
        assertFalse(printed.toString().contains("chat"));
    }

    @Test
    void aJobWithoutTokensHasNoCost() throws JsonProcessingException {
        print(
                """
                {"counts": {"total": 1, "dropped": 1}, "cost_per_million_tokens": null}
                """);

        assertFalse(printed.toString().contains("cost"));
    }

    private void print(String job) throws JsonProcessingException {
        new JobReport(new PrintWriter(printed)).print(new ObjectMapper().readTree(job));
    }
}
