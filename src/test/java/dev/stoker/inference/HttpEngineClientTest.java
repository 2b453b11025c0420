package dev.stoker.inference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.engine.Sglang;
import dev.stoker.simulator.Simulator;
import dev.stoker.testkit.Engines;
import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.Http;
import dev.stoker.testkit.Simulators;
import dev.stoker.testkit.WireEngine;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpEngineClientTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Vertx vertx = Vertx.vertx();
    private final InFlight inFlight = new InFlight();
    private final EngineClient client = new HttpEngineClient(vertx, inFlight);
    private Simulator engine = Simulators.start("");

    @AfterEach
    void stop() throws IOException {
        engine.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aRequestIsAnsweredWhole() throws Exception {
        EngineAnswer answer = client.complete(route(), call("Grüße", LIMIT));

        assertEquals(200, answer.status());
        assertTrue(answer.body().contains("\"content\":\"Simulated answer"), answer::body);
        assertEquals(0, inFlight.of("a"));
    }

    @Test
    void aRefusalIsAnAnswer() throws Exception {
        EngineAnswer answer =
                client.complete(
                        route(), new EngineCall("/v1/chat/completions", "{", "r1", true, LIMIT));

        assertEquals(400, answer.status());
        assertTrue(answer.body().contains("JSON decode error"), answer::body);
    }

    @Test
    void aThousandRequestsAtOnceAreAllAnswered() throws Exception {
        restart("--prefill-tokens-per-second 100000 --max-running 2000");
        List<Callable<EngineAnswer>> calls =
                IntStream.range(0, 1_000)
                        .<Callable<EngineAnswer>>mapToObj(
                                i -> () -> client.complete(route(), call("number " + i, LIMIT)))
                        .toList();

        List<Future<EngineAnswer>> answers;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            answers = threads.invokeAll(calls);
        }

        assertTrue(answers.stream().allMatch(answer -> answer.resultNow().status() == 200));
        assertEquals(1_000, answers.stream().map(a -> contentOf(a.resultNow())).distinct().count());
    }

    @Test
    void noRequestWaitsInStokerForAnotherToEnd() throws Exception {
        restart("--decode-tokens-per-second 1 --max-running 300");
        List<Thread> callers =
                IntStream.range(0, 300)
                        .mapToObj(i -> Thread.startVirtualThread(() -> callQuietly("number " + i)))
                        .toList();

        Eventually.becomes(LIMIT, this::running, running -> running == 300);

        callers.forEach(Thread::interrupt);
        Eventually.becomes(LIMIT, this::running, running -> running == 0);
    }

    @Test
    void anInterruptedCallStopsTheEngine() throws Exception {
        restart("--decode-tokens-per-second 1");
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Thread caller =
                Thread.startVirtualThread(() ->
                        outcome.complete(
                                assertThrows(
                                        InterruptedException.class,
                                        () -> client.complete(route(), call("slow", LIMIT)))));
        Eventually.becomes(LIMIT, this::running, running -> running == 1);

        caller.interrupt();

        outcome.get();
        Eventually.becomes(Duration.ofSeconds(10), this::running, running -> running == 0);
        assertEquals(0, inFlight.of("a"));
    }

    @Test
    void anSglangIsToldToStopByTheRequestsOwnId() throws Exception {
        try (WireEngine wire = WireEngine.start((_, connection) -> connection.awaitEnd())) {
            Route.Serve sglang = Engines.serve(Engines.spec(new Sglang(), "a", "m"), wire.port());
            Thread caller =
                    Thread.startVirtualThread(() ->
                            assertThrows(
                                    InterruptedException.class,
                                    () -> client.complete(sglang, call("slow", LIMIT))));
            String rid = wire.awaitRequest().header("x-override-rid");

            caller.interrupt();

            WireEngine.Request abort = wire.awaitRequest();
            assertEquals("POST /abort_request HTTP/1.1", abort.head().getFirst());
            assertEquals("{\"rid\":\"" + rid + "\"}", abort.body());
            assertTrue(rid.matches(".+\\.[0-9a-f]{16}"), rid);
        }
    }

    @Test
    void aCallThatTakesTooLongIsGivenUpAndStopsTheEngine() throws Exception {
        restart("--decode-tokens-per-second 1");

        Exception gaveUp =
                assertThrows(
                        EngineUnreachable.class,
                        () -> client.complete(route(), call("slow", Duration.ofMillis(200))));

        assertTrue(
                String.valueOf(gaveUp.getMessage()).endsWith("gave no answer: within PT0.2S"),
                gaveUp::getMessage);
        Eventually.becomes(LIMIT, this::running, running -> running == 0);
    }

    @Test
    void requestsUnderWayAreCounted() throws Exception {
        restart("--decode-tokens-per-second 10");
        Thread caller = Thread.startVirtualThread(() -> callQuietly("slow"));

        Eventually.becomes(LIMIT, () -> inFlight.of("a"), count -> count == 1);

        caller.interrupt();
        Eventually.becomes(LIMIT, () -> inFlight.of("a"), count -> count == 0);
    }

    @Test
    void anEngineThatIsGoneIsUnreachable() throws Exception {
        Route.Serve route = route();
        engine.close();

        Exception refused =
                assertThrows(
                        EngineUnreachable.class,
                        () -> client.complete(route, call("nobody", LIMIT)));

        assertTrue(
                String.valueOf(refused.getMessage()).startsWith("engine a at http://127.0.0.1:"),
                refused::getMessage);
    }

    @Test
    void anEngineThatDropsTheConnectionIsUnreachable() throws Exception {
        restart("--fault drop-stream=3");

        assertThrows(
                EngineUnreachable.class, () -> client.complete(route(), call("dropped", LIMIT)));
    }

    @Test
    void anIdleConnectionIsClosedBeforeTheEngineWouldDoSo() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Route.Serve route = Engines.serve(Engines.spec("a", "m"), server.getLocalPort());
            Future<EngineAnswer> answer =
                    Executors.newVirtualThreadPerTaskExecutor()
                            .submit(() -> client.complete(route, call("once", LIMIT)));
            try (Socket connection = server.accept()) {
                connection.getInputStream().read(new byte[65_536]);
                connection
                        .getOutputStream()
                        .write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}".getBytes(UTF_8));
                answer.get();
                connection.setSoTimeout(4_500);

                int end = connection.getInputStream().read();

                assertEquals(-1, end);
            }
        }
    }

    private void callQuietly(String prompt) {
        try {
            client.complete(route(), call(prompt, LIMIT));
        } catch (EngineUnreachable | InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private double running() throws IOException, InterruptedException {
        return Http.metric(engine.port(), "vllm:num_requests_running");
    }

    private Route.Serve route() {
        return Engines.serve(Engines.spec("a", "m"), engine.port());
    }

    private static EngineCall call(String prompt, Duration timeout) {
        String body =
                """
                {"messages": [{"role": "user", "content": "%s"}], "max_tokens": 20}\
                """
                        .formatted(prompt);
        return new EngineCall("/v1/chat/completions", body, "r1", false, timeout);
    }

    private static String contentOf(EngineAnswer answer) {
        return answer.body().replaceFirst(".*\"content\":\"([^\"]*)\".*", "$1");
    }

    private void restart(String flags) throws IOException {
        engine.close();
        engine = Simulators.start(flags);
    }
}
