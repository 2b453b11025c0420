package dev.stoker.summarize;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stoker.batch.job.ItemState;
import dev.stoker.batch.job.Result;
import dev.stoker.batch.job.Tokens;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SummaryLineTest {
    @Test
    void aFailureHasItsReasonAndNoSummary() {
        Result result =
                new Result(
                        7,
                        new Result.Subject("0001", "{\"form\":\"4\"}"),
                        ItemState.FAILED,
                        Optional.empty(),
                        Optional.of("engine answered 400: too long"));

        assertEquals(
                "{\"cursor\":\"7\",\"state\":\"failed\",\"form\":\"4\","
                        + "\"error\":\"engine answered 400: too long\"}",
                SummaryLine.of(result));
    }

    @Test
    void aThoughtBeforeTheSummaryIsLeftOut() {
        assertEquals("Sold.", summaryOf("<think>\\n\\n</think>\\n\\nSold."));
        assertEquals("Sold.", summaryOf("  <think>hm</think>Sold. "));
    }

    @Test
    void whatOnlyLooksLikeAThoughtStays() {
        assertEquals("Sold <think>.", summaryOf("Sold <think>."));
        assertEquals(
                "<think>cut off by the token limit",
                summaryOf("<think>cut off by the token limit"));
    }

    private static String summaryOf(String content) {
        Result result =
                new Result(
                        1,
                        new Result.Subject("0001", "{}"),
                        ItemState.DONE,
                        Optional.of(
                                new Result.Answer(
                                        200,
                                        "{\"choices\":[{\"message\":{\"content\":\"%s\"}}]}"
                                                .formatted(content),
                                        new Tokens(3, 1))),
                        Optional.empty());
        return SummaryLine.of(result).replaceAll(".*\"summary\":\"(.*)\",\"usage\".*", "$1");
    }
}
