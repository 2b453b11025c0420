package dev.stoker.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.JobClient;
import dev.stoker.testkit.RawClient;
import dev.stoker.testkit.Simulators;
import dev.stoker.testkit.StokerProcess;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real signals to the packaged service while an answer streams.
class DrainIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir private Path directory;

    @Test
    void aStreamOutlivesTheSignalAndNewRequestsAreTurnedAway() throws Exception {
        try (StokerProcess stoker = ready(20);
                RawClient stream = stream(stoker, 300)) {
            JobClient management = new JobClient(stoker.management());

            stoker.askToEnd();

            HttpResponse<String> refused = awaitRefusal(stoker);
            assertEquals(503, refused.statusCode());
            assertTrue(refused.body().contains("\"code\":\"draining\""), refused::body);
            assertTrue(refused.headers().firstValue("retry-after").isPresent());
            assertEquals("true", refused.headers().firstValue("x-should-retry").orElseThrow());
            assertEquals(503, management.get("/q/health/ready").statusCode());
            assertEquals(200, management.get("/q/health/live").statusCode());
            Eventually.becomes(
                    LIMIT,
                    () -> management.get("/admin/engines").body(),
                    engines -> engines.contains("\"draining\""));
            String rest = stream.readUntil("[DONE]");
            assertTrue(rest.endsWith("[DONE]"), rest);
            Eventually.becomes(LIMIT, stoker::isAlive, alive -> !alive);
        }
    }

    @Test
    void aSecondSignalEndsItNowAndTheEngineToo() throws Exception {
        try (StokerProcess stoker = ready(1);
                RawClient stream = stream(stoker, 10_000)) {
            ProcessHandle engine = stoker.engine("dev.stoker.simulator.Simulator");
            stoker.askToEnd();
            awaitRefusal(stoker);
            assertTrue(engine.isAlive());

            Eventually.becomes(
                    LIMIT,
                    () -> {
                        stoker.askToEnd();
                        return stoker.isAlive();
                    },
                    alive -> !alive);

            Eventually.becomes(LIMIT, engine::isAlive, alive -> !alive);
            assertFalse(stream.readAllText().contains("[DONE]"));
        }
    }

    @Test
    void anOperatorDrainsItOverTheManagementPort() throws Exception {
        try (StokerProcess stoker = ready(1000)) {
            assertEquals(
                    202, new JobClient(stoker.management()).post("/admin/drain", "").statusCode());

            Eventually.becomes(LIMIT, stoker::isAlive, alive -> !alive);
        }
    }

    /// @param rate tokens a second
    private StokerProcess ready(int rate) throws Exception {
        Path engine =
                Simulators.file(
                        directory,
                        "simulated",
                        "startup: 0.1s",
                        "decode-tokens-per-second: " + rate);
        StokerProcess stoker = StokerProcess.start(directory.resolve("state"), engine);
        JobClient management = new JobClient(stoker.management());
        Eventually.becomes(
                LIMIT, () -> management.get("/q/health/ready").statusCode(), ok -> ok == 200);
        return stoker;
    }

    private static RawClient stream(StokerProcess stoker, int tokens) throws Exception {
        RawClient client = new RawClient(stoker.url().getPort());
        client.post(
                "/v1/chat/completions",
                """
                {"model": "simulated", "stream": true, "max_tokens": %d,
                 "messages": [{"role": "user", "content": "Hello"}]}
                """
                        .formatted(tokens));
        client.readUntil("\"content\":");
        return client;
    }

    private static HttpResponse<String> awaitRefusal(StokerProcess stoker) throws Exception {
        JobClient client = new JobClient(stoker.url());
        return Eventually.becomes(
                LIMIT, () -> client.get("/v1/models"), answer -> answer.statusCode() != 200);
    }
}
