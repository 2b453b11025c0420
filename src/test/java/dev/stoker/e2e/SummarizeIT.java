package dev.stoker.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoker.testkit.ExpectedFilings;
import dev.stoker.testkit.JobClient;
import dev.stoker.testkit.SampleFeed;
import dev.stoker.testkit.StokerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Three days of real filings through the packaged service, its queue and a supervised engine.
class SummarizeIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String ALL_DAYS =
            SampleFeed.DAYS.stream()
                    .map(day -> '"' + day + '"')
                    .collect(Collectors.joining(",", "{\"dates\":[", "]}"));

    @TempDir private Path directory;

    private final ExpectedFilings expected;

    SummarizeIT() throws Exception {
        expected = new ExpectedFilings();
    }

    @Test
    void everyFilingOfThreeDaysIsAccountedForThoughTheEngineIsKilledInTheMiddle() throws Exception {
        try (SampleFeed feed = new SampleFeed();
                StokerProcess stoker = start(feed)) {
            JobClient jobs = new JobClient(stoker.url());
            String id = jobs.submit(ALL_DAYS);
            jobs.awaitDone(id, 30, LIMIT);

            stoker.engine("dev.stoker.simulator.Simulator").destroyForcibly();
            JsonNode job = jobs.awaitEnd(id, LIMIT);

            assertEquals("completed", job.path("state").asText(), job::toString);
            assertEquals(209, expected.members());
            assertEveryFilingOnce(jobs.results(id));
        }
    }

    @Test
    void aJobGoesOnAfterStokerItselfWasKilled() throws Exception {
        try (SampleFeed feed = new SampleFeed()) {
            String id;
            try (StokerProcess stoker = start(feed)) {
                JobClient jobs = new JobClient(stoker.url());
                id = jobs.submit(ALL_DAYS);
                jobs.awaitDone(id, 30, LIMIT);
                stoker.kill();
            }

            try (StokerProcess stoker = start(feed)) {
                JobClient jobs = new JobClient(stoker.url());
                jobs.awaitAnswer(Duration.ofSeconds(30));
                JsonNode job = jobs.awaitEnd(id, LIMIT);

                assertEquals("completed", job.path("state").asText(), job::toString);
                assertEveryFilingOnce(jobs.results(id));
            }
        }
    }

    private void assertEveryFilingOnce(List<JsonNode> results) {
        List<String> accessions =
                results.stream().map(result -> result.path("accession_number").asText()).toList();
        Set<String> distinct = new HashSet<>(accessions);
        Set<String> summarised =
                results.stream()
                        .filter(result -> result.path("summary").isTextual())
                        .map(result -> result.path("accession_number").asText())
                        .collect(Collectors.toSet());

        assertEquals(accessions.size(), distinct.size(), "an accession number twice");
        assertEquals(expected.all(), distinct);
        assertEquals(expected.withText(), summarised);
        assertTrue(
                results.stream()
                        .filter(result -> result.path("summary").isTextual())
                        .allMatch(result -> result.path("summary").asText().contains("imulated")),
                "a simulated answer says so");
    }

    private StokerProcess start(SampleFeed feed) throws Exception {
        Path engine = directory.resolve("engine.yaml");
        Files.writeString(
                engine,
                """
                name: simulator
                engine: simulator
                model:
                  path: simulated
                  served-names: [simulated]
                restart:
                  first-delay: 200ms
                args:
                  prefill-tokens-per-second: 40000
                  decode-tokens-per-second: 200
                  max-running: 8
                """);
        return StokerProcess.start(
                directory.resolve("state"), engine, "stoker.edgar.feed-url=" + feed.url());
    }
}
