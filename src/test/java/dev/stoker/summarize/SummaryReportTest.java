package dev.stoker.summarize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stoker.batch.job.Job;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.JobState;
import dev.stoker.batch.job.Tally;
import dev.stoker.batch.job.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SummaryReportTest {
    private static final Instant START = Instant.parse("2025-01-02T12:00:00Z");
    private static final SummarySettings SETTINGS = new SummarySettings(Optional.empty(), 3.6, 2);

    @Test
    void figuresAreReckonedFromTheFirstItemToNow() {
        Job job = running(new Tally(100, 10, new Tally.Ended(20, 0, 5, 0), new Tokens(900, 100)));

        SummaryReport report = SummaryReport.of(job, SETTINGS, START.plusSeconds(10));

        assertEquals(Duration.ofSeconds(10), report.elapsed());
        assertEquals(OptionalDouble.of(100), report.tokensPerSecond());
        assertEquals(Optional.of(Duration.ofMillis(37_500)), report.timeLeft());
        // two GPUs at 3.6 an hour for ten seconds are 0.02, for a thousand tokens
        assertEquals(20, report.costPerMillion().orElseThrow(), 1e-9);
    }

    @Test
    void aFinishedJobCostsNoMoreAsTimePasses() {
        Job job =
                job(
                        JobState.COMPLETED,
                        true,
                        Optional.of(START),
                        Optional.of(START.plusSeconds(5)));

        SummaryReport report = SummaryReport.of(job, SETTINGS, START.plusSeconds(5_000));

        assertEquals(Duration.ofSeconds(5), report.elapsed());
        assertEquals(Optional.empty(), report.timeLeft());
    }

    @Test
    void nobodyKnowsTheTimeLeftBeforeTheSourceIsRead() {
        Job job = job(JobState.RUNNING, false, Optional.of(START), Optional.empty());

        assertEquals(
                Optional.empty(),
                SummaryReport.of(job, SETTINGS, START.plusSeconds(10)).timeLeft());
    }

    @Test
    void aJobThatHasNotBegunHasNoFigures() {
        Job job = job(JobState.QUEUED, true, Optional.empty(), Optional.empty());

        SummaryReport report = SummaryReport.of(job, SETTINGS, START.plusSeconds(10));

        assertEquals(Duration.ZERO, report.elapsed());
        assertEquals(OptionalDouble.empty(), report.tokensPerSecond());
        assertEquals(OptionalDouble.empty(), report.costPerMillion());
    }

    @Test
    void nonsenseInTheSettingsIsRefused() {
        IllegalArgumentException price =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new SummarySettings(Optional.empty(), -1, 1));
        IllegalArgumentException gpus =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new SummarySettings(Optional.empty(), 4, 0));

        assertEquals("price-per-gpu-hour must not be negative: -1.0", price.getMessage());
        assertEquals("gpus must be at least 1: 0", gpus.getMessage());
    }

    private static Job running(Tally tally) {
        return new Job(
                JobId.parse("01942d5a-0000-7000-8000-000000000000").orElseThrow(),
                new Job.Description("summary", "llm", "{}"),
                new Job.Progress(JobState.RUNNING, true, Optional.empty()),
                tally,
                new Job.Times(START, Optional.of(START), Optional.empty()));
    }

    private static Job job(
            JobState state, boolean sealed, Optional<Instant> started, Optional<Instant> finished) {
        return new Job(
                JobId.parse("01942d5a-0000-7000-8000-000000000000").orElseThrow(),
                new Job.Description("summary", "llm", "{}"),
                new Job.Progress(state, sealed, Optional.empty()),
                new Tally(10, 0, new Tally.Ended(5, 0, 0, 0), new Tokens(900, 100)),
                new Job.Times(START, started, finished));
    }
}
