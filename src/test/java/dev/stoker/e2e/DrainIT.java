package dev.stoker.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.JobClient;
import dev.stoker.testkit.RawClient;
import dev.stoker.testkit.StokerProcess;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packaged service while it stops.
class DrainIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String PATH = "/v1/chat/completions";
    private static final String CHAT =
            "{\"model\":\"simulated\",%s\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

    @TempDir private Path directory;

    @Test
    void whileOpenStreamsGoOnNewRequestsAreToldToComeAgain() throws Exception {
        try (StokerProcess stoker = start();
                RawClient open = new RawClient(stoker.url().getPort())) {
            JobClient client = new JobClient(stoker.url());
            JobClient management = new JobClient(stoker.management());
            Eventually.becomes(
                    LIMIT, () -> management.get("/q/health/ready").statusCode(), ok -> ok == 200);
            open.post(PATH, CHAT.formatted("\"stream\":true,\"max_tokens\":10000,"));
            open.readUntil("data: ");

            CompletableFuture<Integer> stop =
                    CompletableFuture.supplyAsync(() -> terminate(stoker));
            HttpResponse<String> refused =
                    Eventually.becomes(
                            LIMIT,
                            () -> client.get("/v1/models"),
                            answer -> answer.statusCode() == 503);

            assertTrue(refused.body().contains("\"code\":\"draining\""), refused::body);
            assertEquals("10", refused.headers().firstValue("retry-after").orElse(""));
            assertTrue(open.readUntil("data: ").endsWith("data: "), "the stream was cut");
            open.close();
            stop.join();
        }
    }

    private static int terminate(StokerProcess stoker) {
        try {
            return stoker.terminate(LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private StokerProcess start() throws Exception {
        Path engine = directory.resolve("engine.yaml");
        Files.writeString(
                engine,
                """
                name: simulator
                engine: simulator
                model:
                  path: simulated
                  served-names: [simulated]
                args:
                  startup: 0.1s
                  decode-tokens-per-second: 2
                """);
        return StokerProcess.start(directory.resolve("state"), engine);
    }
}
