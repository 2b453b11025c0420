package dev.stoker.supervisor.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stoker.supervisor.probe.HealthProbe.Readiness;
import dev.stoker.supervisor.probe.HealthProbe.Readiness.Stage;
import dev.stoker.testkit.EngineSpecs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Against a server on loopback that answers as engines do.
class HttpHealthProbeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String CHOICES = "{\"choices\":[{\"text\":\"Hi\"}]}";
    private static final String MODELS = "{\"data\":[{\"id\":\"other\"},{\"id\":\"tiny\"}]}";

    private record Canned(int status, String body) {}

    private final Map<String, Canned> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private final HttpHealthProbe probe = new HttpHealthProbe(PATIENCE);
    private HttpServer server;
    private HealthProbe.Target target;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        target =
                new HealthProbe.Target(
                        EngineSpecs.engine().build(),
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    @AfterEach
    void close() {
        released.countDown();
        server.stop(0);
    }

    @Test
    void anEngineThatListsItsModelAndCompletesAnswers() throws InterruptedException {
        answers.put("/health", new Canned(200, ""));
        answers.put("/v1/models", new Canned(200, MODELS));
        answers.put("/v1/chat/completions", new Canned(200, CHOICES));

        Readiness readiness = probe.readiness(target);

        assertEquals(Stage.ANSWERS, readiness.stage(), readiness::detail);
        assertTrue(asked.getLast().contains("\"model\":\"tiny\""), asked::toString);
        assertTrue(asked.getLast().contains("\"max_tokens\":1"), asked::toString);
    }

    @Test
    void healthAloneIsNotReadiness() throws InterruptedException {
        answers.put("/health", new Canned(200, ""));
        answers.put("/v1/models", new Canned(200, "{\"data\":[{\"id\":\"other\"}]}"));

        Readiness readiness = probe.readiness(target);

        assertEquals(Stage.UP, readiness.stage());
        assertTrue(readiness.detail().contains("does not list tiny"), readiness::detail);
    }

    @Test
    void anEngineThatListsItsModelAndFailsToCompleteIsOnlyUp() throws InterruptedException {
        answers.put("/health", new Canned(200, ""));
        answers.put("/v1/models", new Canned(200, MODELS));
        answers.put("/v1/chat/completions", new Canned(500, "EngineCore encountered an issue"));

        Readiness readiness = probe.readiness(target);

        assertEquals(Stage.UP, readiness.stage());
        assertTrue(readiness.detail().contains("500 EngineCore"), readiness::detail);
    }

    @Test
    void aModelWithoutAChatTemplateIsAskedToComplete() throws InterruptedException {
        answers.put("/v1/chat/completions", new Canned(400, "no chat template"));
        answers.put("/v1/completions", new Canned(200, CHOICES));

        assertEquals(Optional.empty(), probe.canary(target, PATIENCE));
    }

    @Test
    void aLoadingEngineIsSilent() throws InterruptedException {
        answers.put("/health", new Canned(503, "{\"error\":{\"message\":\"Loading model\"}}"));

        Readiness readiness = probe.readiness(target);

        assertEquals(Stage.SILENT, readiness.stage());
        assertTrue(readiness.detail().contains("Loading model"), readiness::detail);
    }

    @Test
    void aRefusedConnectionIsNormalBeforeTheStart() throws InterruptedException {
        server.stop(0);

        Readiness readiness = probe.readiness(target);

        assertEquals(Stage.SILENT, readiness.stage());
        assertTrue(readiness.detail().contains("no answer"), readiness::detail);
    }

    @Test
    void aCanaryThatIsNotAnsweredEndsWithItsTimeout() throws InterruptedException {
        answers.put("/v1/chat/completions", new Canned(0, "never"));

        Optional<String> complaint = probe.canary(target, Duration.ofMillis(100));

        assertTrue(complaint.orElseThrow().contains("nothing within PT0.1S"), complaint::toString);
    }

    @Test
    void aBodyThatStallsEndsWithTheTimeoutToo() throws InterruptedException {
        answers.put("/v1/chat/completions", new Canned(-200, "headers only"));

        Optional<String> complaint = probe.canary(target, Duration.ofMillis(200));

        assertTrue(complaint.orElseThrow().contains("nothing within PT0.2S"), complaint::toString);
    }

    @Test
    void anEngineWithoutMetricsIsReachableWhenItIsHealthy() throws InterruptedException {
        answers.put("/health", new Canned(200, ""));

        assertTrue(probe.vitals(target).reachable());
    }

    @Test
    void anEngineThatAnswersWithItsDeathIsNotReachable() throws InterruptedException {
        answers.put("/health", new Canned(503, ""));

        assertEquals(Vitals.unreachable(), probe.vitals(target));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.add(
                path
                        + " "
                        + new String(
                                exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Canned canned = answers.getOrDefault(path, new Canned(404, "{\"detail\":\"Not Found\"}"));
        byte[] body = canned.body().getBytes(StandardCharsets.UTF_8);
        if (canned.status() > 0) {
            exchange.sendResponseHeaders(canned.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
            return;
        }
        if (canned.status() < 0) {
            exchange.sendResponseHeaders(-canned.status(), body.length);
            exchange.getResponseBody().flush();
        }
        awaitRelease();
        exchange.close();
    }

    private void awaitRelease() {
        try {
            released.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
