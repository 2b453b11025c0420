package dev.stoker.summarize;

import static dev.stoker.testkit.BatchFixture.awaitEnd;
import static dev.stoker.testkit.BatchFixture.results;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.batch.Batch;
import dev.stoker.batch.job.Job;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.JobState;
import dev.stoker.batch.job.Result;
import dev.stoker.batch.job.Tally;
import dev.stoker.edgar.select.FilingFilter;
import dev.stoker.edgar.select.Wanted;
import dev.stoker.edgar.text.TextOptions;
import dev.stoker.testkit.BatchFixture;
import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.Items;
import dev.stoker.testkit.ScriptedEngine;
import dev.stoker.testkit.ScriptedFeed;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SummariesTest {

    private final BatchFixture fixture = new BatchFixture().withLease(Duration.ofMinutes(5));
    private final ScriptedEngine engine = new ScriptedEngine(Items.MODEL);
    private final ScriptedFeed feed = new ScriptedFeed();
    private final List<Summaries> started = new ArrayList<>();
    private Batch batch = fixture.start("here", engine);

    @AfterEach
    void close() {
        feed.release();
        started.forEach(Summaries::close);
        fixture.close();
    }

    @Test
    void everyFilingOfTheDaysIsSummarised() {
        feed.day("2025-01-02", 50).day("2025-01-03", 60);
        Summaries summaries = start();

        Job job = awaitEnd(batch, submit(summaries, "2025-01-01", "2025-01-02", "2025-01-03"));

        assertEquals(JobState.COMPLETED, job.state());
        assertEquals(new Tally.Ended(110, 0, 0, 0), job.tally().ended());
        assertEquals(dates("2025-01-01", "2025-01-02", "2025-01-03"), feed.asked());
    }

    @Test
    void theEngineIsAskedInTheWordsOfThePrompt() {
        feed.day("2025-01-02", ScriptedFeed.filing("0001", "4", "A \"quoted\"\ntext"));
        Summaries summaries = start();

        awaitEnd(batch, submit(summaries, "2025-01-02"));

        assertEquals(
                "{\"model\":\"llm\",\"messages\":[{\"role\":\"user\",\"content\":\"/no_think Summarize"
                        + " this SEC filing in a single, short paragraph.\\n\\nA \\\"quoted\\\"\\ntext\"}],"
                        + "\"max_tokens\":1000}",
                engine.calls().getFirst().body());
        assertEquals("/v1/chat/completions", engine.calls().getFirst().path());
    }

    @Test
    void whatCannotBeSummarisedIsCountedAndTheJobGoesOn() {
        feed.day(
                        "2025-01-02",
                        ScriptedFeed.filing("0001", "4", "bought"),
                        ScriptedFeed.withoutText("0002", "8-K"),
                        ScriptedFeed.unreadable("0003.nc", "no header"))
                .day("2025-01-03", ScriptedFeed.filing("0004", "4", "sold"))
                .breaking("2025-01-03", "20250103.nc.tar.gz broke off after 1 members");
        Summaries summaries = start();

        Job job = awaitEnd(batch, submit(summaries, "2025-01-02", "2025-01-03"));

        assertEquals(JobState.COMPLETED, job.state());
        assertEquals(new Tally.Ended(2, 2, 1, 0), job.tally().ended());
        List<String> lines =
                results(batch, job.id()).stream().map(summaries::line).sorted().toList();
        assertTrue(
                lines.stream()
                        .anyMatch(line ->
                                line.contains("\"file\":\"2025-01-02/0003.nc\"")
                                        && line.contains("\"error\":\"no header\"")),
                lines::toString);
        assertTrue(
                lines.stream()
                        .anyMatch(line ->
                                line.contains("\"day\":\"2025-01-03\"")
                                        && line.contains("broke off after 1 members")),
                lines::toString);
    }

    @Test
    void onlyTheWantedFormsAreTaken() {
        feed.day(
                "2025-01-02",
                ScriptedFeed.filing("0001", "4", "bought"),
                ScriptedFeed.filing("0002", "4/A", "bought more"),
                ScriptedFeed.filing("0003", "D", "offered"));
        Summaries summaries = start();

        Job job =
                awaitEnd(
                        batch,
                        summaries
                                .submit(
                                        new SummaryRequest(
                                                new SummaryRequest.Days(dates("2025-01-02")),
                                                new Wanted(
                                                        FilingFilter.ofForms(List.of("4")),
                                                        TextOptions.USUAL),
                                                Optional.empty(),
                                                Prompt.DEFAULT),
                                        Items.MODEL)
                                .id());

        assertEquals(1, job.tally().total());
        assertEquals("0001", results(batch, job.id()).getFirst().subject().key());
    }

    @Test
    void theSameAccessionOnTwoDaysIsDoneOnce() {
        feed.day("2025-01-02", ScriptedFeed.filing("0001", "4", "bought"))
                .day("2025-01-03", ScriptedFeed.filing("0001", "4", "bought"));
        Summaries summaries = start();

        Job job = awaitEnd(batch, submit(summaries, "2025-01-02", "2025-01-03"));

        assertEquals(1, job.tally().total());
        assertEquals(1, engine.calls().size());
    }

    @Test
    void filingsAreSummarisedWhileTheDayIsStillBeingRead() {
        feed.day("2025-01-02", 40).hold();
        Summaries summaries = start();

        JobId id = submit(summaries, "2025-01-02");
        Eventually.holds(() -> results(batch, id).size() >= 32);

        Job between = batch.jobs().find(id).orElseThrow();
        assertFalse(between.progress().sealed());
        assertEquals(JobState.RUNNING, between.state());
        feed.release();
        assertEquals(40, awaitEnd(batch, id).tally().ended().done());
    }

    @Test
    void aRestartReadsTheDayItWasInAgainAndRepeatsNothing() {
        feed.day("2025-01-02", 40).day("2025-01-03", 40).hold();
        Summaries first = start();
        JobId id = submit(first, "2025-01-02", "2025-01-03");
        Eventually.holds(() -> results(batch, id).size() >= 32);
        fixture.kill();

        batch = fixture.start("here", engine);
        feed.release();
        start();

        Job job = awaitEnd(batch, id);
        assertEquals(new Tally.Ended(80, 0, 0, 0), job.tally().ended());
        assertEquals(80, keys(id).distinct().count());
    }

    @Test
    void aCancelledJobStopsBeingRead() {
        feed.day("2025-01-02", 10).day("2025-01-03", 10).hold();
        engine.hold();
        Summaries summaries = start();
        JobId id = submit(summaries, "2025-01-02", "2025-01-03");
        Eventually.holds(() -> !feed.asked().isEmpty());

        batch.jobs().cancel(id);
        feed.release();

        assertEquals(JobState.CANCELLED, awaitEnd(batch, id).state());
        Eventually.holds(() -> feed.asked().size() == 1);
    }

    @Test
    void hostileHeadersDoNotStopAJob() {
        feed.day(
                "2025-01-02",
                ScriptedFeed.filing("0001\0\uD800" + "9".repeat(5_000), "4\0", "nul \0 in text"),
                ScriptedFeed.unreadable("x\0.nc", "bad \0 byte"));
        Summaries summaries = start();

        Job job = awaitEnd(batch, submit(summaries, "2025-01-02"));

        assertEquals(new Tally.Ended(1, 1, 0, 0), job.tally().ended());
    }

    @Test
    void filingsOfTheRequestAreInTheJobAtOnce() {
        engine.hold();
        Summaries summaries = start();
        Identity known =
                new Identity(
                        Optional.of("0001"), Optional.of("4"), java.util.OptionalLong.of(320193));
        SummaryRequest request =
                new SummaryRequest(
                        new SummaryRequest.Inline(
                                List.of(
                                        new SummaryRequest.Filing(known, "bought"),
                                        new SummaryRequest.Filing(Identity.UNKNOWN, "sold"))),
                        Wanted.USUAL,
                        Optional.empty(),
                        Prompt.DEFAULT);

        Job created = summaries.submit(request, Items.MODEL);
        engine.resume();

        assertEquals(2, created.tally().total());
        assertTrue(created.progress().sealed());
        Job ended = awaitEnd(batch, created.id());
        assertEquals(
                List.of("0001", "filings[1]"),
                results(batch, ended.id()).stream()
                        .map(result -> result.subject().key())
                        .sorted()
                        .toList());
    }

    @Test
    void aSummaryIsShownWithItsFilingAndWithoutThoughts() {
        engine.says(call -> ScriptedEngine.chat("<think>\\n\\n</think>\\n\\nApple sold shares."));
        feed.day("2025-01-02", ScriptedFeed.filing("0001", "4", "sold"));
        Summaries summaries = start();
        Job job = awaitEnd(batch, submit(summaries, "2025-01-02"));

        String line = summaries.line(results(batch, job.id()).getFirst());

        assertEquals(
                "{\"cursor\":\"1\",\"state\":\"done\",\"cik\":320193,\"form\":\"4\","
                        + "\"accession_number\":\"0001\",\"summary\":\"Apple sold shares.\","
                        + "\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":2}}",
                line);
    }

    @Test
    void todayIsReckonedInEasternTime() {
        Summaries lateEvening =
                new Summaries(
                        batch,
                        feed,
                        new SummarySettings(Optional.empty(), 4, 1),
                        InstantSource.fixed(Instant.parse("2025-01-03T04:59:59Z")));

        assertEquals(LocalDate.of(2025, 1, 2), lateEvening.today());
    }

    private Summaries start() {
        Summaries summaries =
                new Summaries(
                        batch,
                        feed,
                        new SummarySettings(Optional.empty(), 4, 1),
                        InstantSource.system());
        summaries.start();
        started.add(summaries);
        return summaries;
    }

    private static JobId submit(Summaries summaries, String... days) {
        return summaries
                .submit(
                        new SummaryRequest(
                                new SummaryRequest.Days(dates(days)),
                                Wanted.USUAL,
                                Optional.empty(),
                                Prompt.DEFAULT),
                        Items.MODEL)
                .id();
    }

    private Stream<String> keys(JobId job) {
        return results(batch, job).stream().map(Result::subject).map(Result.Subject::key);
    }

    private static List<LocalDate> dates(String... days) {
        return Stream.of(days).map(LocalDate::parse).toList();
    }
}
