package dev.stoker.gateway.jobs;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stoker.gateway.webhook.Signature;
import dev.stoker.testkit.Eventually;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(CallbacksTest.Profile.class)
class CallbacksTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private final LinkedBlockingQueue<Call> calls = new LinkedBlockingQueue<>();
    private HttpServer receiver;
    private final AtomicInteger failures = new AtomicInteger();

    /// One call as the receiver saw it.
    private record Call(String id, String time, String signature, String body) {}

    /// Signs, and may call this machine.
    public static final class Profile extends BatchProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "stoker.webhook.secret",
                    SECRET,
                    "stoker.webhook.allow-local",
                    "true",
                    "stoker.webhook.timeout",
                    "10m");
        }
    }

    @BeforeEach
    void open() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/hook", this::take);
        receiver.start();
    }

    @AfterEach
    void close() {
        receiver.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        int status = failures.getAndDecrement() > 0 ? 500 : 204;
        calls.add(
                new Call(
                        exchange.getRequestHeaders().getFirst("webhook-id"),
                        exchange.getRequestHeaders().getFirst("webhook-timestamp"),
                        exchange.getRequestHeaders().getFirst("webhook-signature"),
                        new String(
                                exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    @Test
    void theEndOfAJobIsToldAndSigned() throws InterruptedException {
        String job = submit();

        Call call = calls.poll(30, TimeUnit.SECONDS);

        assertNotNull(call);
        assertTrue(call.id().startsWith("msg_" + job + "_"), call::id);
        assertTrue(call.body().startsWith("{\"type\":\"job.completed\""), call::body);
        assertTrue(call.body().contains("\"id\":\"" + job + "\""), call::body);
        assertEquals(
                new Signature(SECRET)
                        .of(
                                call.id(),
                                Instant.ofEpochSecond(Long.parseLong(call.time())),
                                call.body()),
                call.signature());
    }

    @Test
    void aReceiverThatFailsIsCalledAgainWithTheSameName() throws InterruptedException {
        failures.set(1);
        String job = submit();

        Call first = calls.poll(30, TimeUnit.SECONDS);
        Call second = calls.poll(60, TimeUnit.SECONDS);

        assertNotNull(first);
        assertTrue(first.id().startsWith("msg_" + job + "_"), first::id);
        assertNotNull(second);
        assertEquals(first.id(), second.id());
    }

    @Test
    void aReceiverThatDoesNotAnswerIsInNobodysWay() throws Exception {
        AtomicInteger hanging = new AtomicInteger();
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> acceptAll(silent, hanging));
            for (int i = 0; i <= CallbacksAtWork.MOST; i++) {
                submit("http://127.0.0.1:" + silent.getLocalPort() + "/");
            }
            Eventually.holds(() -> hanging.get() > 0);

            String job = submit();

            Call call = calls.poll(60, TimeUnit.SECONDS);
            assertNotNull(call);
            assertTrue(call.id().startsWith("msg_" + job + "_"), call::id);
            assertTrue(hanging.get() <= CallbacksAtWork.MOST_OF_ONE_RECEIVER, hanging::toString);
        }
    }

    /// Keeps the connections open and says nothing.
    private static void acceptAll(ServerSocket server, AtomicInteger count) {
        List<Socket> open = new ArrayList<>();
        try {
            while (open.add(server.accept())) {
                count.incrementAndGet();
            }
        } catch (IOException _) {
            open.forEach(CallbacksTest::close);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String submit() {
        return submit("http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook");
    }

    private static String submit(String url) {
        return given().body(
                        "{\"filings\": [{\"text\": \"a\"}], \"webhook\": {\"url\": \"%s\"}}"
                                .formatted(url))
                .post("/batch/summarize")
                .then()
                .statusCode(202)
                .body("object", equalTo("job"))
                .extract()
                .path("id");
    }
}
