package dev.stoker.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoker.testkit.FeedServer;
import dev.stoker.testkit.GenuineEngines;
import dev.stoker.testkit.JobClient;
import dev.stoker.testkit.PythonVenv;
import dev.stoker.testkit.StokerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Ten real filings through the genuine llama.cpp server with real weights.
class GenuineSummariesIT {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final Path ENGINE = Path.of("yaml-configs/smollm2-llama-cpp.yaml");

    @TempDir private Path state;

    @Test
    void tenFilingsAreSummarisedByARealModel() throws Exception {
        assumeTrue(PythonVenv.isPossible(), "no python3 to bring the engine");
        Path engines = GenuineEngines.llamaCpp();
        try (FeedServer feed = FeedServer.ofSamples();
                StokerProcess stoker =
                        StokerProcess.with("STOKER_ENGINES", engines.toString())
                                .start(state, ENGINE, "stoker.edgar.feed-url=" + feed.uri())) {
            JobClient jobs = new JobClient(stoker.url());

            String id =
                    jobs.submit(
                            """
                            {"dates": ["2025-01-03"], "forms": ["3", "D", "144"], "max_tokens": 60}
                            """);
            JsonNode job = jobs.awaitEnd(id, LIMIT);

            List<JsonNode> results = jobs.results(id, "done");
            assertEquals(10, job.at("/counts/done").asInt(), () -> job + "\n" + results);
            assertTrue(
                    results.stream()
                            .allMatch(result -> result.path("summary").asText().length() > 20),
                    results::toString);
            assertTrue(job.at("/tokens/prompt").asInt() > 5_000, job::toString);
            assertTrue(job.at("/tokens/output").asInt() <= 10 * 60, job::toString);
        }
    }

    @Test
    void textsAreCutByTheTokensOfTheRealModel() throws Exception {
        assumeTrue(PythonVenv.isPossible(), "no python3 to bring the engine");
        Path engines = GenuineEngines.llamaCpp();
        try (FeedServer feed = FeedServer.ofSamples().withSingleFilings();
                StokerProcess stoker =
                        StokerProcess.with("STOKER_ENGINES", engines.toString())
                                .start(state, ENGINE, "stoker.edgar.feed-url=" + feed.uri())) {
            JobClient jobs = new JobClient(stoker.url());

            String id =
                    jobs.submit(
                            """
                            {"dates": ["2025-01-03"], "forms": ["8-K", "10-Q"], "text": "best",
                             "prompt": "Summarize: {text}", "max_text_tokens": 200,
                             "max_tokens": 10}
                            """);
            JsonNode job = jobs.awaitEnd(id, LIMIT);

            List<JsonNode> results = jobs.results(id, "done");
            assertEquals(4, job.at("/counts/done").asInt(), () -> job + "\n" + results);
            // the prompt and the chat template around the text take a few dozen
            assertTrue(
                    results.stream()
                            .mapToInt(result -> result.at("/usage/prompt_tokens").asInt())
                            .allMatch(tokens -> tokens > 190 && tokens <= 200 + 50),
                    results::toString);
        }
    }
}
