package dev.stoker.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.Http;
import dev.stoker.testkit.RawClient;
import dev.stoker.testkit.Simulators;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class SimulatorTest {
    private static final String HELLO =
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]%s}";

    private Simulator simulator = Simulators.start("");

    @AfterEach
    void stop() throws IOException {
        simulator.close();
    }

    @Test
    void aChatIsAnsweredWithItsUsageAndSaysThatItIsSimulated() throws Exception {
        HttpResponse<String> answer = chat(",\"max_tokens\":30");

        assertEquals(200, answer.statusCode());
        assertEquals("true", answer.headers().firstValue("x-stoker-simulated").orElseThrow());
        assertTrue(answer.body().contains("\"content\":\"Simulated answer: prompt "), answer::body);
        assertTrue(answer.body().contains("\"system_fingerprint\":\"simulated\""), answer::body);
        assertTrue(
                answer.body()
                        .contains(
                                "\"usage\":{\"prompt_tokens\":8,\"total_tokens\":38,\"completion_tokens\":30}"),
                answer::body);
    }

    @Test
    void thePromptDecidesTheAnswer() throws Exception {
        String prompt = "{\"model\":\"m\",\"prompt\":\"%s\",\"max_tokens\":20}";

        String one = text(post("/v1/completions", prompt.formatted("one")));
        String oneAgain = text(post("/v1/completions", prompt.formatted("one")));
        String other = text(post("/v1/completions", prompt.formatted("other")));

        assertEquals(one, oneAgain);
        assertNotEquals(one, other);
    }

    @Test
    void aStreamIsARoleThenOneEventATokenThenTheEndUsageAndDone() throws Exception {
        HttpResponse<String> answer =
                chat(
                        ",\"max_tokens\":3,\"stream\":true,\"stream_options\":{\"include_usage\":true}");

        List<String> events = List.of(answer.body().split("\n\n"));
        assertEquals(7, events.size(), answer::body);
        assertTrue(
                events.getFirst().contains("\"delta\":{\"role\":\"assistant\",\"content\":\"\"}"));
        assertTrue(events.get(1).contains("\"delta\":{\"content\":\"Simula\"}"));
        assertTrue(events.get(4).contains("\"finish_reason\":\"length\""));
        assertTrue(events.get(5).contains("\"completion_tokens\":3"));
        assertEquals("data: [DONE]", events.getLast());
    }

    @Test
    void anAnswerEndsByItselfUnlessToldToGoOn() throws Exception {
        String free = chat(",\"max_tokens\":500").body();
        String forced = chat(",\"max_tokens\":500,\"ignore_eos\":true").body();

        assertTrue(free.contains("\"finish_reason\":\"stop\""), free);
        assertTrue(forced.contains("\"completion_tokens\":500"), forced);
        assertTrue(forced.contains("\"finish_reason\":\"length\""), forced);
    }

    @Test
    void aStopStringEndsTheAnswerBeforeItself() throws Exception {
        String answer = chat(",\"stop\":[\"prompt\",\"answer\"]").body();

        assertTrue(answer.contains("\"content\":\"Simulated \""), answer);
        assertTrue(answer.contains("\"stop_reason\":\"answer\""), answer);
    }

    @Test
    void contentMayComeInParts() throws Exception {
        String parts =
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Hel\"},"
                        + "{\"type\":\"text\",\"text\":\"lo\"}]}]}";

        assertEquals(
                contentOf(chat("").body()), contentOf(post("/v1/chat/completions", parts).body()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"model":"other","messages":[]}                | 404 | NotFoundError
                    {"messages":                                   | 400 | JSON decode error
                    []                                             | 400 | an object expected
                    {"model":"m"}                                  | 400 | a list expected: messages
                    {"messages":[],"max_tokens":"x"}               | 400 | a whole number of 0 or more expected: max_tokens
                    {"messages":[],"max_tokens":0}                 | 400 | max_tokens=0
                    {"messages":[],"stream":1}                     | 400 | true or false expected: stream
                    {"messages":[],"n":2}                          | 400 | 1 expected: n
                    {"messages":[],"max_completion_tokens":20000}  | 400 | leaves 1 to 16381
                    """)
    void aBadRequestIsRefusedInTheShapeOfVllm(String body, int status, String says)
            throws Exception {
        HttpResponse<String> answer = post("/v1/chat/completions", body);

        assertEquals(status, answer.statusCode());
        assertTrue(answer.body().startsWith("{\"error\":{\"message\":"), answer::body);
        assertTrue(answer.body().contains(says), answer::body);
        assertTrue(answer.body().endsWith("\"code\":" + status + "}}"), answer::body);
    }

    @Test
    void aPromptThatLeavesNoRoomIsRefused() throws Exception {
        restart("--context 100");

        HttpResponse<String> answer =
                post("/v1/completions", "{\"prompt\":\"%s\"}".formatted("word ".repeat(100)));

        assertEquals(400, answer.statusCode());
        assertTrue(answer.body().contains("\"param\":\"input_tokens\""), answer::body);
    }

    @Test
    void aClientThatLeavesAStreamFreesItsPlace() throws Exception {
        restart("--decode-tokens-per-second 10");
        try (RawClient client = new RawClient(simulator.port())) {
            client.post("/v1/chat/completions", HELLO.formatted(",\"stream\":true"));
            client.readUntil("Simula");
        }

        Eventually.becomes(Duration.ofSeconds(10), () -> running(), running -> running == 0);

        Eventually.becomes(Duration.ofSeconds(10), () -> aborted(), aborted -> aborted == 1);
    }

    @Test
    void aClientThatLeavesDuringThePrefillFreesItsPlace() throws Exception {
        restart("--prefill-tokens-per-second 1");
        try (RawClient client = new RawClient(simulator.port())) {
            client.post("/v1/chat/completions", HELLO.formatted(""));
            Eventually.becomes(Duration.ofSeconds(10), () -> running(), running -> running == 1);
        }

        Eventually.becomes(Duration.ofSeconds(10), () -> running(), running -> running == 0);

        Eventually.becomes(Duration.ofSeconds(10), () -> aborted(), aborted -> aborted == 1);
    }

    @Test
    void whoFindsNoPlaceWaits() throws Exception {
        restart("--max-running 1 --decode-tokens-per-second 1");
        try (RawClient first = new RawClient(simulator.port());
                RawClient second = new RawClient(simulator.port())) {
            first.post("/v1/chat/completions", HELLO.formatted(""));
            Eventually.becomes(Duration.ofSeconds(10), () -> running(), running -> running == 1);

            second.post("/v1/chat/completions", HELLO.formatted(""));

            Eventually.becomes(
                    Duration.ofSeconds(10),
                    () -> Http.metric(simulator.port(), "vllm:num_requests_waiting"),
                    waiting -> waiting == 1);
            assertEquals(1, running());
        }
    }

    @Test
    void tokensComeAtTheirPace() throws Exception {
        restart("--decode-tokens-per-second 100");

        long begin = System.nanoTime();
        chat(",\"max_tokens\":51,\"ignore_eos\":true");
        double seconds = (System.nanoTime() - begin) * 1e-9;

        assertTrue(0.5 <= seconds && seconds < 5, () -> "50 gaps of 10 ms took " + seconds);
    }

    @Test
    void theHeartbeatCountsEveryToken() throws Exception {
        chat(",\"max_tokens\":7,\"ignore_eos\":true");

        assertEquals(7, Http.metric(simulator.port(), "vllm:iteration_tokens_total_count"));
        assertEquals(7, Http.metric(simulator.port(), "vllm:generation_tokens_total"));
        assertEquals(8, Http.metric(simulator.port(), "vllm:prompt_tokens_total"));
    }

    @Test
    void allNamesAreListed() throws Exception {
        String models = Http.get(simulator.port(), "/v1/models").body();

        assertTrue(models.contains("\"id\":\"m\"") && models.contains("\"id\":\"llm\""), models);
    }

    @Test
    void tokensCanBeCountedBeforehand() throws Exception {
        String counted = post("/tokenize", "{\"prompt\":\"Hello there\"}").body();

        assertTrue(counted.startsWith("{\"count\":2,\"max_model_len\":16384,"), counted);
    }

    @Test
    void requestsInChunksAndAfterA100ContinueAreRead() throws Exception {
        try (RawClient client = new RawClient(simulator.port())) {
            client.sendLines(
                    "POST /tokenize HTTP/1.1",
                    "Transfer-Encoding: chunked",
                    "Expect: 100-continue",
                    "Connection: close",
                    "");
            client.readUntil("100 Continue\r\n\r\n");
            client.sendLines("8", "{\"prompt", "6;x=y", "\":\"a\"}", "0", "");

            assertTrue(client.readAllText().contains("\"count\":1"));
        }
    }

    @Test
    void anErrorInTheStreamIsFollowedByDone() throws Exception {
        restart("--fault error-in-stream=2");

        List<String> events = List.of(chat(",\"stream\":true").body().split("\n\n"));

        assertEquals(5, events.size());
        assertTrue(events.get(3).startsWith("data: {\"error\":{\"message\":"), events.get(3));
        assertEquals("data: [DONE]", events.getLast());
    }

    @Test
    void aDroppedStreamEndsInTheMiddle() throws Exception {
        restart("--fault drop-stream=2");
        try (RawClient client = new RawClient(simulator.port())) {
            client.post("/v1/chat/completions", HELLO.formatted(",\"stream\":true"));

            String all = client.readAllText();

            assertTrue(all.contains("\"content\":\"ted\""), all);
            assertFalse(all.contains("[DONE]") || all.endsWith("0\r\n\r\n"), all);
        }
    }

    @Test
    void aHungEngineStillClaimsToBeHealthy() throws Exception {
        restart("--fault hang-after-tokens=5");
        try (RawClient client = new RawClient(simulator.port())) {
            client.post("/v1/chat/completions", HELLO.formatted(",\"max_tokens\":10"));
            Eventually.becomes(
                    Duration.ofSeconds(10),
                    () -> Http.metric(simulator.port(), "vllm:generation_tokens_total"),
                    tokens -> tokens == 5);

            assertEquals(200, Http.get(simulator.port(), "/health").statusCode());
            assertEquals(1, running());
        }
    }

    @Test
    void thePathAndTheMethodMustBeRight() throws Exception {
        assertEquals(404, Http.get(simulator.port(), "/v2").statusCode());
        assertEquals(405, Http.get(simulator.port(), "/v1/completions").statusCode());
        assertEquals(405, post("/v1/models", "").statusCode());
        assertEquals(200, Http.get(simulator.port(), "/health?x=y").statusCode());
    }

    private double running() throws IOException, InterruptedException {
        return Http.metric(simulator.port(), "vllm:num_requests_running");
    }

    private int aborted() throws IOException, InterruptedException {
        return Http.get(simulator.port(), "/metrics")
                        .body()
                        .contains("finished_reason=\"abort\",model_name=\"m\"} 1.0")
                ? 1
                : 0;
    }

    @Test
    void aSleepingEngineAnswersOnceItWasWoken() throws Exception {
        post("/sleep?level=1&mode=wait", "");
        assertEquals("{\"is_sleeping\":true}", Http.get(simulator.port(), "/is_sleeping").body());
        var answer = new java.util.concurrent.FutureTask<>(() -> chat(""));
        Thread.startVirtualThread(answer);

        post("/wake_up", "");

        assertEquals(200, answer.get().statusCode());
    }

    private HttpResponse<String> chat(String more) throws IOException, InterruptedException {
        return post("/v1/chat/completions", HELLO.formatted(more));
    }

    private HttpResponse<String> post(String path, String body)
            throws IOException, InterruptedException {
        return Http.post(simulator.port(), path, body);
    }

    private static String text(HttpResponse<String> completion) {
        return completion.body().replaceFirst(".*\"text\":\"([^\"]*)\".*", "$1");
    }

    private static String contentOf(String chat) {
        return chat.replaceFirst(".*\"content\":\"([^\"]*)\".*", "$1");
    }

    private void restart(String flags) throws IOException {
        simulator.close();
        simulator = Simulators.start(flags);
    }
}
