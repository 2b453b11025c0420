package dev.stoker.gateway.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.testkit.Engines;
import dev.stoker.testkit.RawClient;
import dev.stoker.testkit.WireEngine;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The chunks of a stream, as the client's connection shows them.
@QuarkusTest
@TestProfile(TestFleet.Profile.class)
@Timeout(60)
class ChunkFrameTest {
    private static final String STREAM = "{\"model\":\"m\",\"stream\":true,\"messages\":[]}";
    private static final String[] HEAD = {
        "HTTP/1.1 200 OK", "content-type: text/event-stream", "transfer-encoding: chunked", ""
    };
    private static final String END = "0\r\n\r\n";

    @Inject TestFleet fleet;

    @Test
    void aTokenComesInTheFrameThatTheEngineGaveIt() throws Exception {
        String answer = answer("HTTP/1.1", c -> c.write("00a\r\ndata: {}\n\n\r\n" + END));

        assertTrue(answer.endsWith("\r\n\r\n00a\r\ndata: {}\n\n\r\n" + END), answer);
    }

    @Test
    void whatAnEngineAddsToAFrameStaysWithIt() throws Exception {
        String answer =
                answer(
                        "HTTP/1.1",
                        c ->
                                c.chunk("data: 1\n\n")
                                        .write("9;secret=x\r\ndata: 2\n\n\r\n")
                                        .chunk("data: 3\n\n")
                                        .write("0\r\nsecret: x\r\n\r\n"));

        assertFalse(answer.contains("secret"), answer);
        assertTrue(answer.endsWith("\r\n" + END), answer);
        assertEquals(
                "data: 1\n\ndata: 2\n\ndata: 3\n\n",
                body(answer).replaceAll("(\r\n)?[0-9a-f]+\r\n", "").strip() + "\n\n");
    }

    @Test
    void aClientThatKnowsNoChunksGetsNoFrames() throws Exception {
        String answer =
                answer("HTTP/1.0", c -> c.chunk("data: 1\n\n").chunk("data: 2\n\n").write(END));

        assertEquals("data: 1\n\ndata: 2\n\n", body(answer));
    }

    /// More than kernels hold of a connection waits in Stoker, behind each other.
    @Test
    void aClientThatReadsLateGetsEveryChunkInOrder() throws Exception {
        StringBuilder chunks = new StringBuilder();
        for (int number = 0; number < 1000; number++) {
            String event = "data: %d %s\n\n".formatted(number, "x".repeat(number * 17 % 20_000));
            chunks.append("%x\r\n%s\r\n".formatted(event.length(), event));
        }
        CountDownLatch asked = new CountDownLatch(1);
        WireEngine.Script script =
                (_, c) -> {
                    c.lines(HEAD);
                    asked.countDown();
                    c.write(chunks + END);
                };
        try (WireEngine wire = WireEngine.start(script);
                RawClient client = new RawClient(RestAssured.port)) {
            fleet.is(Engines.ready(Engines.spec("a", "m"), wire.port()));
            client.post("/v1/chat/completions", STREAM, "Connection: close");
            asked.await();
            // how much has come by now makes no difference to what is wanted
            LockSupport.parkNanos(Duration.ofMillis(300).toNanos());

            String answer = client.readAllText();

            assertEquals(payload(chunks + END), payload(body(answer)));
        }
    }

    /// As a client reads them: digits before a cut are no size.
    private static String payload(String chunks) {
        StringBuilder payload = new StringBuilder();
        int at = 0;
        int size = -1;
        while (size != 0) {
            int line = chunks.indexOf("\r\n", at);
            size = Integer.parseInt(chunks, at, line, 16);
            payload.append(chunks, line + 2, line + 2 + size);
            at = line + 2 + size + 2;
        }
        return payload.toString();
    }

    /// What an engine does with its connection.
    private interface Sending {
        void play(WireEngine.Connection connection) throws IOException;
    }

    private String answer(String version, Sending sending) throws Exception {
        WireEngine.Script script = (_, c) -> sending.play(c.lines(HEAD));
        try (WireEngine wire = WireEngine.start(script);
                RawClient client = new RawClient(RestAssured.port)) {
            fleet.is(Engines.ready(Engines.spec("a", "m"), wire.port()));
            client.sendLines(
                    "POST /v1/chat/completions " + version,
                    "Host: stoker",
                    "Connection: close",
                    "Content-Type: application/json",
                    "Content-Length: " + STREAM.length(),
                    "",
                    STREAM);
            return client.readAllText();
        }
    }

    private static String body(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }
}
