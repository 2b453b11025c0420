package dev.stoker.gateway.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.testkit.Engines;
import dev.stoker.testkit.WireEngine;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Many requests over one connection: what becomes of one is nothing to the others.
@QuarkusTest
@TestProfile(Http2Test.Strict.class)
@Timeout(60)
class Http2Test {
    /// Little time for bodies that stop.
    public static final class Strict extends TestFleet.Profile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("stoker.gateway.request-idle", "1s");
        }
    }

    private static final String DONE = "data: [DONE]\n\n";

    @Inject TestFleet fleet;

    private final CountDownLatch released = new CountDownLatch(1);
    private final CompletableFuture<Long> left = new CompletableFuture<>();
    private final WireEngine wire = WireEngine.start(this::play);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();

    private void play(WireEngine.Request request, WireEngine.Connection connection)
            throws Exception {
        switch (request.header("x-case")) {
            case "whole" ->
                    connection.lines("HTTP/1.1 200 OK", "content-length: 2", "").write("{}");
            case "held" -> {
                connection.beginEvents().chunk("data: 1\n\n");
                released.await();
                connection.chunk(DONE).write("0\r\n\r\n");
            }
            case "left" -> left.complete(connection.beginEvents().chunk("data: 1\n\n").awaitEnd());
            default -> WireEngine.DYING_MIDWAY.play(request, connection);
        }
    }

    /// The first request of a connection asks for the other protocol.
    @BeforeEach
    void connected() throws Exception {
        fleet.is(Engines.ready(Engines.spec("a", "m"), wire.port()));
        HttpResponse<String> first = client.send(chat("whole", false), BodyHandlers.ofString());
        assertEquals("{}", first.body());
    }

    @AfterEach
    void stop() throws IOException {
        released.countDown();
        client.shutdownNow();
        wire.close();
    }

    @Test
    void aWholeAnswerKeepsWhatTheEngineSaid() throws Exception {
        HttpResponse<String> answer = client.send(chat("whole", false), BodyHandlers.ofString());

        assertEquals(HttpClient.Version.HTTP_2, answer.version());
        assertEquals("{}", answer.body());
        assertEquals("2", answer.headers().firstValue("content-length").orElse("none"));
        assertTrue(answer.headers().firstValue("x-request-id").isPresent());
    }

    @Test
    void eventsComeAsTheEngineSendsThem() throws Exception {
        try (InputStream events = begun("held")) {
            released.countDown();

            assertEquals(DONE, rest(events));
        }
    }

    @Test
    void aStreamThatItsClientLeavesEndsAlone() throws Exception {
        try (InputStream held = begun("held")) {
            begun("left").close();

            left.get(30, TimeUnit.SECONDS);
            released.countDown();
            assertEquals(DONE, rest(held));
        }
    }

    @Test
    void aStreamWhoseEngineDiesEndsAlone() throws Exception {
        try (InputStream held = begun("held");
                InputStream dying = begun("dying")) {
            String error = new String(dying.readNBytes(16), UTF_8);
            assertEquals("data: {\"error\":{\"", error + "\"");
            assertThrows(IOException.class, dying::readAllBytes);

            released.countDown();
            assertEquals(DONE, rest(held));
        }
    }

    /// The client tells an answer that came early only once it need not send the rest of its body.
    @Test
    void aSenderThatStopsIsCutOffAlone() throws Exception {
        try (InputStream held = begun("held")) {
            HttpResponse<String> refused =
                    client.send(
                            request("whole").POST(new StoppingBody()).build(),
                            BodyHandlers.ofString());

            assertEquals(408, refused.statusCode());
            released.countDown();
            assertEquals(DONE, rest(held));
        }
    }

    /// A stream that has brought its first event.
    private InputStream begun(String example) throws Exception {
        HttpResponse<InputStream> answer =
                client.send(chat(example, true), BodyHandlers.ofInputStream());
        assertEquals(HttpClient.Version.HTTP_2, answer.version());
        assertEquals("data: 1\n\n", new String(answer.body().readNBytes(9), UTF_8));
        return answer.body();
    }

    private static String rest(InputStream events) throws IOException {
        return new String(events.readAllBytes(), UTF_8);
    }

    private static HttpRequest chat(String example, boolean stream) {
        String body = "{\"model\":\"m\",\"stream\":%s,\"messages\":[]}".formatted(stream);
        return request(example).POST(BodyPublishers.ofString(body)).build();
    }

    private static HttpRequest.Builder request(String example) {
        URI chat =
                URI.create("http://localhost:%d/v1/chat/completions".formatted(RestAssured.port));
        return HttpRequest.newBuilder(chat).header("x-case", example);
    }

    /// Begins to send, and sends no more.
    private static final class StoppingBody implements BodyPublisher {
        @Override
        public long contentLength() {
            return 1_000_000;
        }

        @Override
        public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
            subscriber.onSubscribe(
                    new Flow.Subscription() {
                        private boolean begun;

                        @Override
                        public void request(long count) {
                            if (!begun) {
                                begun = true;
                                subscriber.onNext(ByteBuffer.wrap("{\"x\":".getBytes(UTF_8)));
                            }
                        }

                        @Override
                        public void cancel() {
                            // there is nothing more anyway
                        }
                    });
        }
    }
}
