package dev.stoker.batch.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.batch.Batch;
import dev.stoker.batch.file.FileDraft;
import dev.stoker.batch.job.FileId;
import dev.stoker.batch.job.Job;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.JobState;
import dev.stoker.batch.job.Tally;
import dev.stoker.testkit.BatchFixture;
import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.ScriptedEngine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestJobsTest {
    private static final int REQUESTS = 3_000;
    private static final String LINE =
            "{\"custom_id\": \"id-%d\", \"method\": \"POST\", \"url\": \"/v1/x\","
                    + " \"body\": {\"model\": \"llm\"}}";

    private final BatchFixture fixture = new BatchFixture();
    private final ScriptedEngine engine = new ScriptedEngine("own/name", "llm");

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aFileIsReadToItsEndThoughItsReaderIsKilledInTheMiddle() throws IOException {
        engine.hold();
        Batch first = fixture.start("here", engine);
        try (RequestJobs reader = start(first)) {
            JobId job = reader.submit(order(upload(first, REQUESTS)), Optional.empty()).job().id();
            Eventually.holds(() -> find(first, job).tally().total() > 100);
            fixture.kill();

            Batch second = fixture.start("here", engine);
            engine.resume();
            try (RequestJobs _ = start(second)) {
                Job ended = BatchFixture.awaitEnd(second, job);

                assertEquals(JobState.COMPLETED, ended.state());
                assertEquals(new Tally.Ended(REQUESTS, 0, 0, 0), ended.tally().ended());
                assertEquals(
                        REQUESTS,
                        BatchFixture.results(second, job).stream()
                                .map(result -> result.subject().key())
                                .distinct()
                                .count());
            }
        }
    }

    @Test
    void whatIsNotAnsweredInItsWindowExpires() throws IOException {
        engine.hold();
        Batch batch = fixture.start("here", engine);
        try (RequestJobs reader = start(batch)) {
            RequestOrder order = order(upload(batch, 3), Instant.now().plusMillis(300));

            JobId job = reader.submit(order, Optional.empty()).job().id();

            Job ended = BatchFixture.awaitEnd(batch, job);
            assertEquals(Optional.of(Job.Ending.EXPIRED), ended.progress().ending());
            assertEquals(0, ended.tally().ended().done());
        }
    }

    @Test
    void theJobIsForTheModelsOwnNameHoweverTheRequestsCallIt() throws IOException {
        Batch batch = fixture.start("here", engine);
        try (RequestJobs reader = start(batch)) {
            Job job = reader.submit(order(upload(batch, 1)), Optional.empty()).job();

            assertEquals("own/name", job.description().model());
            assertEquals(Optional.of(job.id()), reader.find(job.id()).map(Job::id));
            BatchFixture.awaitEnd(batch, job.id());
        }
    }

    @Test
    void aMistakeThatTheDatabaseCannotSpellIsToldWithoutIt() throws IOException {
        Batch batch = fixture.start("here", engine);
        try (RequestJobs reader = start(batch)) {
            FileId file = upload(batch, LINE.formatted(1).replace("/v1/x", "/v1/\\u0000x"));

            JobId job = reader.submit(order(file), Optional.empty()).job().id();

            Job ended = BatchFixture.awaitEnd(batch, job);
            assertEquals(Optional.of(Job.Ending.INVALID), ended.progress().ending());
            assertTrue(ended.progress().source().report().orElseThrow().contains("/v1/x: /v1/x"));
        }
    }

    @Test
    void heavyRequestsAreAddedAFewAtATime() throws IOException {
        engine.hold();
        Batch batch = fixture.start("here", engine);
        String heavy = LINE.replace("\"llm\"", "\"llm\", \"x\": \"" + "x".repeat(5 << 20) + "\"");
        try (RequestJobs reader = start(batch)) {
            FileId file =
                    upload(
                            batch,
                            IntStream.range(0, 3)
                                    .mapToObj(heavy::formatted)
                                    .collect(Collectors.joining("\n")));

            JobId job = reader.submit(order(file), Optional.empty()).job().id();

            Eventually.holds(() -> find(batch, job).progress().sealed());
            assertEquals(Optional.of("2"), find(batch, job).progress().source().cursor());
            assertEquals(3, find(batch, job).tally().total());
        }
    }

    private static RequestJobs start(Batch batch) {
        RequestJobs jobs =
                new RequestJobs(
                        batch,
                        new ScriptedEngine("own/name", "llm").router(),
                        100_000,
                        InstantSource.system());
        jobs.start();
        return jobs;
    }

    private static Job find(Batch batch, JobId job) {
        return batch.jobs().find(job).orElseThrow();
    }

    private static FileId upload(Batch batch, int requests) throws IOException {
        String lines =
                IntStream.range(0, requests)
                        .mapToObj(LINE::formatted)
                        .collect(Collectors.joining("\n"));
        return upload(batch, lines);
    }

    private static FileId upload(Batch batch, String lines) throws IOException {
        FileDraft draft = batch.files().begin();
        draft.receive(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
        return draft.complete("requests.jsonl", "batch", Optional.empty()).id();
    }

    private static RequestOrder order(FileId file) {
        return order(file, Instant.now().plus(Duration.ofHours(24)));
    }

    private static RequestOrder order(FileId file, Instant expires) {
        return new RequestOrder(file, "/v1/x", new RequestOrder.Window("24h", expires), Map.of());
    }
}
