package dev.stoker.e2e;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.JobClient;
import dev.stoker.testkit.StokerProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A chat beside a batch that holds all places of an engine, through the packaged service.
class RoomForChatIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int ITEMS = 6;

    /// 20 tokens take a quarter of an hour: until it has other rates, no item ends by itself.
    private static final String SLOW = "0.02";

    private static final String FAST = "2000";

    @TempDir private Path directory;

    @Test
    void aChatGetsThePlaceOfAnItemWhichIsAnsweredLater() throws Exception {
        Path engine = directory.resolve("engine.yaml");
        write(engine, SLOW);
        try (HttpClient http = HttpClient.newHttpClient();
                StokerProcess stoker = StokerProcess.start(directory.resolve("state"), engine)) {
            JobClient jobs = new JobClient(stoker.url());
            String id = jobs.submit(job());
            Eventually.becomes(
                    LIMIT, () -> count(jobs, id, "running"), running -> running == ITEMS);

            // one that comes before the feeder has seen that all places are taken has to wait
            Eventually.becomes(LIMIT, () -> chat(http, stoker.url()), status -> status == 200);
            Eventually.becomes(LIMIT, () -> count(jobs, id, "gave_way"), items -> items > 0);
            assertEquals(0, count(jobs, id, "done"));

            write(engine, FAST);
            new JobClient(stoker.management()).post("/admin/reload", "");
            JsonNode ended = jobs.awaitEnd(id, LIMIT);

            assertEquals("completed", ended.path("state").asText(), ended::toString);
            assertEquals(ITEMS, ended.at("/counts/done").asInt(), ended::toString);
            assertEquals(
                    ITEMS,
                    jobs.results(id, "done").stream()
                            .map(line -> line.path("accession_number").asText())
                            .distinct()
                            .count());
            assertEquals(ITEMS, jobs.results(id, "done").size());
        }
    }

    private static int count(JobClient jobs, String id, String name) throws Exception {
        return jobs.job(id).at("/counts/" + name).asInt();
    }

    /// Its first token is its last one.
    ///
    /// @return its status; 0 while it gets none
    private static int chat(HttpClient http, URI stoker) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(stoker.resolve("/v1/chat/completions"))
                        .header("content-type", "application/json")
                        .timeout(Duration.ofSeconds(5))
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        """
                                        {"model": "simulated", "max_tokens": 1,
                                         "messages": [{"role": "user", "content": "Hello"}]}
                                        """))
                        .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
        } catch (HttpTimeoutException _) {
            return 0;
        }
    }

    private static String job() {
        return IntStream.range(0, ITEMS)
                .mapToObj(
                        """
                        {"form": "4", "accession_number": "0000000000-25-00000%1$d", "text": "Filing %1$d."}\
                        """
                                ::formatted)
                .collect(
                        joining(
                                ",",
                                "{\"model\": \"simulated\", \"max_tokens\": 20, \"filings\": [",
                                "]}"));
    }

    private static void write(Path engine, String rate) throws Exception {
        Files.writeString(
                engine,
                """
                name: simulator
                engine: simulator
                model:
                  path: simulated
                  served-names: [simulated]
                drain-timeout: 1s
                restart:
                  first-delay: 200ms
                health:
                  hang-after: 1h
                args:
                  max-running: 2
                  decode-tokens-per-second: %s
                """
                        .formatted(rate));
    }
}
