package dev.stoker.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.JobClient;
import dev.stoker.testkit.StokerProcess;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A Stoker that starts no engine, before replicas that are scaled from zero.
class FrontIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String CHAT =
            """
            {"model": "simulated", "messages": [{"role": "user", "content": "Hello"}]}
            """;

    @TempDir private Path directory;

    private StokerProcess start() throws Exception {
        return StokerProcess.start(
                directory.resolve("state"),
                Path.of("yaml-configs/simulator.yaml"),
                "stoker.start-engines=false");
    }

    @Test
    void aChatIsToldToComeAgain() throws Exception {
        try (StokerProcess front = start()) {
            HttpResponse<String> answer =
                    new JobClient(front.url()).post("/v1/chat/completions", CHAT);

            assertEquals(503, answer.statusCode(), answer::body);
            assertTrue(answer.headers().firstValue("retry-after").isPresent());
            assertTrue(answer.body().contains("waiting for a replica"), answer::body);
        }
    }

    @Test
    void aJobIsTakenAndWaitsAsWorkForWhoeverScales() throws Exception {
        try (StokerProcess front = start()) {
            JobClient client = new JobClient(front.url());
            JobClient management = new JobClient(front.management());

            String job = client.submit("{\"filings\": [{\"text\": \"A quiet year.\"}]}");
            String work = "stoker_queue_work_seconds{model=\"simulated\"} 1.0";
            Eventually.becomes(
                    LIMIT, () -> management.get("/q/metrics").body(), page -> page.contains(work));

            assertEquals("queued", client.job(job).path("state").asText());
            assertEquals(
                    List.of(), front.descendants().stream().filter(FrontIT::isEngine).toList());
            assertEquals(503, management.get("/q/health/ready").statusCode());
            assertEquals(200, management.get("/q/health/live").statusCode());
        }
    }

    private static boolean isEngine(ProcessHandle process) {
        return process.info().commandLine().orElse("").contains("dev.stoker.simulator.Simulator");
    }
}
