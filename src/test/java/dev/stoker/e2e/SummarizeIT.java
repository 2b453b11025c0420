package dev.stoker.e2e;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoker.testkit.ExpectedFilings;
import dev.stoker.testkit.FeedServer;
import dev.stoker.testkit.JobClient;
import dev.stoker.testkit.StokerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Three days of real filings through the packaged service, its queue and a supervised engine.
class SummarizeIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String ALL_DAYS =
            """
            {"dates": ["2025-01-02", "2025-01-03", "2025-01-06"]}
            """;

    @TempDir private Path directory;

    private final ExpectedFilings expected;

    SummarizeIT() throws Exception {
        expected = new ExpectedFilings();
    }

    @Test
    void everyFilingOfThreeDaysIsAccountedForThoughTheEngineIsKilledInTheMiddle() throws Exception {
        try (FeedServer feed = FeedServer.ofSamples();
                StokerProcess stoker = start(feed)) {
            JobClient jobs = new JobClient(stoker.url());
            String id = jobs.submit(ALL_DAYS);
            jobs.awaitDone(id, 30, LIMIT);

            stoker.engine("dev.stoker.simulator.Simulator").destroyForcibly();
            JsonNode job = jobs.awaitEnd(id, LIMIT);

            assertEquals("completed", job.path("state").asText(), job::toString);
            assertEquals(209, expected.members());
            assertEveryFilingOnce(jobs, id);
        }
    }

    @Test
    void aJobGoesOnAfterStokerItselfWasKilled() throws Exception {
        try (FeedServer feed = FeedServer.ofSamples()) {
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
                assertEveryFilingOnce(jobs, id);
            }
        }
    }

    private void assertEveryFilingOnce(JobClient jobs, String id) throws Exception {
        List<JsonNode> answered = jobs.results(id, "done");
        List<String> all =
                Stream.of("done", "failed", "dropped")
                        .flatMap(state -> jobs.results(id, state).stream())
                        .map(SummarizeIT::accession)
                        .toList();

        assertEquals(Set.of(), difference(expected.all(), new HashSet<>(all)), "filings missing");
        assertEquals(expected.all().size(), all.size(), "a filing twice");
        assertEquals(
                Set.of(),
                difference(
                        expected.withText(),
                        answered.stream().map(SummarizeIT::accession).collect(toSet())),
                "not summarised");
        assertTrue(
                answered.stream()
                        .allMatch(result -> result.path("summary").asText().contains("imulated")),
                "a simulated answer says so");
    }

    private static String accession(JsonNode result) {
        return result.path("accession_number").asText();
    }

    /// What only one of the two holds.
    private static Set<String> difference(Set<String> one, Set<String> other) {
        return Stream.concat(one.stream(), other.stream())
                .filter(name -> !(one.contains(name) && other.contains(name)))
                .collect(toSet());
    }

    private StokerProcess start(FeedServer feed) throws Exception {
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
                directory.resolve("state"), engine, "stoker.edgar.feed-url=" + feed.uri());
    }
}
