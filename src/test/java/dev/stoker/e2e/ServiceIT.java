package dev.stoker.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.JobClient;
import dev.stoker.testkit.Simulators;
import dev.stoker.testkit.StokerProcess;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packaged service as an operator meets it: start, probes, stop, sudden death.
class ServiceIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String CHAT =
            """
            {"model": "simulated", "messages": [{"role": "user", "content": "Hello"}]}
            """;

    @TempDir private Path directory;

    @Test
    void whileTheEngineLoadsTheDoorIsOpenAndSaysHowFarItIs() throws Exception {
        try (StokerProcess stoker = start("5s")) {
            JobClient client = new JobClient(stoker.url());

            HttpResponse<String> early = client.post("/v1/chat/completions", CHAT);

            assertEquals(503, early.statusCode(), early::body);
            assertTrue(
                    early.headers().firstValue("retry-after").orElseThrow().matches("[1-9]\\d?"));
            assertEquals("true", early.headers().firstValue("x-should-retry").orElseThrow());
            assertTrue(early.body().contains("engine_loading"), early::body);
            assertEquals(
                    503, new JobClient(stoker.management()).get("/q/health/ready").statusCode());
            assertEquals(
                    200, new JobClient(stoker.management()).get("/q/health/live").statusCode());
            assertEquals(
                    200, new JobClient(stoker.management()).get("/q/health/started").statusCode());
        }
    }

    @Test
    void aReadyEngineAnswersAndTheProbeAgrees() throws Exception {
        try (StokerProcess stoker = start("0.1s")) {
            JobClient client = new JobClient(stoker.url());
            JobClient management = new JobClient(stoker.management());

            Eventually.becomes(
                    LIMIT, () -> management.get("/q/health/ready").statusCode(), ok -> ok == 200);
            HttpResponse<String> answer = client.post("/v1/chat/completions", CHAT);

            assertEquals(200, answer.statusCode(), answer::body);
            assertTrue(answer.body().contains("imulated"), answer::body);
            assertTrue(client.get("/v1/models").body().contains("\"simulated\""));
            assertTrue(client.get("/docs/").body().contains("swagger"));
            String api = client.get("/openapi").body();
            assertTrue(api.contains("/batch/summarize"), api);
            assertTrue(api.contains("/v1/chat/completions"), api);
            assertTrue(
                    management
                            .get("/q/metrics")
                            .body()
                            .contains(
                                    "stoker_engine_state{engine=\"simulator\",state=\"ready\"} 1.0"));
        }
    }

    @Test
    void aPoliteStopLeavesNoProcessBehind() throws Exception {
        try (StokerProcess stoker = start("0.1s")) {
            awaitReady(stoker);
            List<ProcessHandle> below = stoker.descendants();
            assertFalse(below.isEmpty());

            stoker.terminate(LIMIT);

            Eventually.becomes(LIMIT, () -> running(below), List::isEmpty);
        }
    }

    @Test
    void anEngineDoesNotOutliveAKilledStoker() throws Exception {
        try (StokerProcess stoker = start("0.1s")) {
            awaitReady(stoker);
            ProcessHandle engine = stoker.engine("dev.stoker.simulator.Simulator");

            stoker.kill();

            Eventually.becomes(Duration.ofSeconds(5), engine::isAlive, alive -> !alive);
        }
    }

    @Test
    void anEngineFileWithProblemsEndsTheStartWithAllOfThem() throws Exception {
        Path file = Files.writeString(directory.resolve("bad.yaml"), "engine: vlm\nmodle: {}\n");

        AssertionError ended =
                assertThrows(
                        AssertionError.class,
                        () -> StokerProcess.start(directory.resolve("state"), file).awaitExit());

        assertTrue(ended.toString().contains("78"), ended::toString);
        assertTrue(ended.toString().contains("did you mean vllm?"), ended::toString);
        assertTrue(ended.toString().contains("did you mean model?"), ended::toString);
    }

    private void awaitReady(StokerProcess stoker) throws Exception {
        JobClient client = new JobClient(stoker.url());
        Eventually.becomes(
                LIMIT,
                () -> client.post("/v1/chat/completions", CHAT).statusCode(),
                status -> status == 200);
        client.awaitAnswer(LIMIT);
    }

    private static List<ProcessHandle> running(List<ProcessHandle> processes) {
        return processes.stream().filter(ServiceIT::isRunning).toList();
    }

    /// A zombie has ended; whoever inherited it has not looked yet.
    private static boolean isRunning(ProcessHandle process) {
        try {
            String status =
                    Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return status.charAt(status.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException gone) {
            return false;
        }
    }

    @Test
    void aStopDoesNotWaitForAnswersThatTheEngineBrokeOff() throws Exception {
        try (StokerProcess stoker = start("0.1s\n  fault: drop-stream=5")) {
            JobClient client = new JobClient(stoker.url());
            JobClient management = new JobClient(stoker.management());
            Eventually.becomes(
                    LIMIT, () -> management.get("/q/health/ready").statusCode(), ok -> ok == 200);
            assertThrows(
                    IOException.class,
                    () ->
                            client.post(
                                    "/v1/chat/completions",
                                    CHAT.replace("{\"model\"", "{\"stream\": true, \"model\"")));

            stoker.terminate(Duration.ofSeconds(30));
        }
    }

    private StokerProcess start(String startup) throws Exception {
        Path engine = Simulators.file(directory, "simulated", "startup: " + startup);
        return StokerProcess.start(directory.resolve("state"), engine);
    }
}
