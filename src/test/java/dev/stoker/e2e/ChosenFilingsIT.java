package dev.stoker.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoker.testkit.FeedServer;
import dev.stoker.testkit.JobClient;
import dev.stoker.testkit.StokerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A few filings of a day, chosen by the daily index, through the packaged service: pages become
/// text, and the engine's own tokenizer decides where they are cut.
class ChosenFilingsIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Path ENGINE = Path.of("yaml-configs/simulator.yaml");
    private static final int TOKENS = 120;
    private static final int TOKENS_OF_THE_PROMPT_ITSELF = 40;

    @TempDir private Path state;

    @Test
    void reportsAreFetchedOneByOneAndCutByTokens() throws Exception {
        try (FeedServer feed = FeedServer.ofSamples().withSingleFilings();
                StokerProcess stoker =
                        StokerProcess.start(state, ENGINE, "stoker.edgar.feed-url=" + feed.uri())) {
            JobClient jobs = new JobClient(stoker.url());

            String id =
                    jobs.submit(
                            """
                            {"from": "2025-01-03", "to": "2025-01-04", "text": "best",
                             "forms": ["8-K", "10-Q", "10-K"], "max_text_tokens": %d}
                            """
                                    .formatted(TOKENS));
            JsonNode job = jobs.awaitEnd(id, LIMIT);

            List<JsonNode> results = jobs.results(id, "done");
            assertEquals(5, job.at("/counts/done").asInt(), job::toString);
            assertTrue(
                    results.stream()
                            .mapToInt(result -> result.at("/usage/prompt_tokens").asInt())
                            .allMatch(tokens ->
                                    tokens > TOKENS / 2
                                            && tokens <= TOKENS + TOKENS_OF_THE_PROMPT_ITSELF),
                    results::toString);
            assertTrue(
                    feed.seen().stream().noneMatch(it -> it.path().endsWith(".tar.gz")),
                    feed.seen()::toString);
        }
    }
}
