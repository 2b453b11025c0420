package dev.stoker.summarize;

import static dev.stoker.testkit.BatchFixture.awaitEnd;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.batch.Batch;
import dev.stoker.batch.job.Job;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.JobState;
import dev.stoker.batch.job.Tally;
import dev.stoker.edgar.select.Wanted;
import dev.stoker.testkit.BatchFixture;
import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.Items;
import dev.stoker.testkit.MovableTime;
import dev.stoker.testkit.ScriptedEngine;
import dev.stoker.testkit.ScriptedFeed;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AwaitFeedTest {
    private static final Duration BLOCK = Duration.ofMinutes(10);

    private final MovableTime time = new MovableTime();
    private final BatchFixture fixture = new BatchFixture();
    private final ScriptedFeed feed =
            new ScriptedFeed()
                    .day("2025-01-02", 2)
                    .blocked("2025-01-02", time.instant().plus(BLOCK));
    private Batch batch;
    private Summaries summaries;

    @BeforeEach
    void start() {
        batch = fixture.start("here", new ScriptedEngine(Items.MODEL));
        summaries = new Summaries(batch, feed, new SummarySettings(Optional.empty(), 4, 1), time);
        summaries.start();
    }

    @AfterEach
    void close() {
        summaries.close();
        fixture.close();
    }

    @Test
    void aBlockedFeedDelaysTheJobAndIsNotAskedAgainMeanwhile() {
        JobId job = submit();
        String said =
                Eventually.becomes(
                        Duration.ofSeconds(30), () -> report(job), report -> !report.isEmpty());

        assertTrue(said.contains(time.instant().plus(BLOCK).toString()), said);
        assertTrue(said.contains("the Feed answered 403"), said);
        assertEquals(1, feed.asked().size());
        time.advance(BLOCK.plusSeconds(1));

        Job ended = awaitEnd(batch, job);
        assertEquals(JobState.COMPLETED, ended.state());
        assertEquals(new Tally.Ended(2, 0, 0, 0), ended.tally().ended());
        assertEquals(2, feed.asked().size());
        assertEquals("{}", report(job));
    }

    @Test
    void startingAgainReadsNothingTwice() {
        summaries.start();

        JobId job = submit();
        Eventually.becomes(Duration.ofSeconds(30), () -> report(job), report -> !report.isEmpty());
        time.advance(BLOCK.plusSeconds(1));

        assertEquals(new Tally.Ended(2, 0, 0, 0), awaitEnd(batch, job).tally().ended());
        assertEquals(2, feed.asked().size());
    }

    @Test
    void aJobThatWaitsForTheFeedCanBeCancelled() {
        JobId job = submit();
        Eventually.becomes(Duration.ofSeconds(30), () -> report(job), report -> !report.isEmpty());

        batch.jobs().cancel(job);

        assertEquals(JobState.CANCELLED, awaitEnd(batch, job).state());
        Eventually.holds(() -> report(job).equals("{}"));
        assertEquals(1, feed.asked().size());
    }

    private String report(JobId job) {
        return batch.jobs().find(job).orElseThrow().progress().source().report().orElse("");
    }

    private JobId submit() {
        return summaries
                .submit(
                        new SummaryRequest(
                                new SummaryRequest.Days(List.of(LocalDate.of(2025, 1, 2))),
                                Wanted.USUAL,
                                Optional.empty(),
                                Prompt.DEFAULT),
                        Items.MODEL)
                .id();
    }
}
