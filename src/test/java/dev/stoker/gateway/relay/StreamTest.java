package dev.stoker.gateway.relay;

import static io.restassured.RestAssured.given;
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
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Streams whose engine takes its time.
@QuarkusTest
@TestProfile(StreamTest.Lively.class)
@Timeout(60)
class StreamTest {
    /// Lets waiting clients hear something soon.
    public static final class Lively extends TestFleet.Profile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "stoker.gateway.keep-alive", "100ms",
                    "stoker.gateway.engine-silence", "4s");
        }
    }

    private static final String CHAT = "/v1/chat/completions";
    private static final String WHOLE = "{\"model\":\"m\",\"messages\":[]}";
    private static final String STREAM = "{\"model\":\"m\",\"stream\":true,\"messages\":[]}";
    private static final String COMMENT = ": keep-alive\n\n";
    private static final String DONE = "data: [DONE]\n\n";
    private static final String[] HEAD = {
        "HTTP/1.1 200 OK", "content-type: text/event-stream", "transfer-encoding: chunked", ""
    };

    @Inject TestFleet fleet;

    private final CountDownLatch heard = new CountDownLatch(1);

    @Test
    void aClientThatWaitsForTheFirstTokenHearsComments() throws Exception {
        String answer = heardFrom(STREAM, (_, c) -> finish(await(c.lines(HEAD)).chunk(DONE)));

        assertTrue(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer);
        assertTrue(answer.contains(COMMENT), answer);
        assertTrue(answer.contains("\r\n" + DONE), answer);
        assertFalse(answer.contains("error"), answer);
    }

    @Test
    void aClientThatWaitsForTheHeadHearsCommentsToo() throws Exception {
        String answer = heardFrom(STREAM, (_, c) -> finish(await(c).lines(HEAD).chunk(DONE)));

        assertTrue(answer.contains("content-type: text/event-stream"), answer);
        assertTrue(answer.indexOf(COMMENT) < answer.indexOf(DONE), answer);
        assertTrue(answer.endsWith("0\r\n\r\n"), answer);
    }

    @Test
    void aRefusalThatComesLateComesAsAnEventAndABrokenConnection() throws Exception {
        String answer =
                heardFrom(
                        STREAM,
                        (_, c) ->
                                await(c).lines("HTTP/1.1 400 No", "content-length: 26", "")
                                        .write("{\"error\":\n{\"code\":\"late\"}}"));

        assertTrue(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer);
        assertTrue(answer.contains("data: {\"error\": {\"code\":\"late\"}}\n\n"), answer);
        assertFalse(answer.endsWith("0\r\n\r\n"), answer);
    }

    @Test
    void anEngineThatDiesLateIsToldOfInAnEvent() throws Exception {
        String answer = heardFrom(STREAM, (_, c) -> await(c).kill());

        assertTrue(answer.contains("\"code\":\"engine_unreachable\""), answer);
        assertFalse(answer.endsWith("0\r\n\r\n"), answer);
    }

    @Test
    void anEventIsNeverBrokenByAComment() throws Exception {
        WireEngine.Script halves =
                (_, c) -> {
                    c.lines(HEAD).chunk("data: {\"ha");
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(600));
                    c.chunk("lf\":1}\n");
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(600));
                    finish(c.chunk("\n" + DONE));
                };
        try (WireEngine wire = WireEngine.start(halves);
                RawClient client = new RawClient(RestAssured.port)) {
            fleet.is(Engines.ready(Engines.spec("a", "m"), wire.port()));

            String events = client.post(CHAT, STREAM).readUntil("0\r\n\r\n");

            String pure = events.replaceAll("\r\n[0-9a-f]+\r\n", "");
            assertTrue(pure.contains("data: {\"half\":1}\n\n"), events);
        }
    }

    @Test
    void aClientThatWantsAWholeAnswerIsToldNothingBeforeIt() {
        try (WireEngine wire =
                WireEngine.start((_, c) -> {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(600));
                    c.lines("HTTP/1.1 422 No", "content-length: 0", "");
                })) {
            fleet.is(Engines.ready(Engines.spec("a", "m"), wire.port()));

            given().body(WHOLE).post(CHAT).then().statusCode(422);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aHungEngineIsNoticedBehindTheComments() throws Exception {
        String answer = heardFrom(STREAM, (_, c) -> c.lines(HEAD).awaitEnd());

        assertTrue(answer.contains("\"code\":\"engine_timeout\""), answer);
    }

    /// All that a client got from an engine which goes on when the client has heard a comment.
    private String heardFrom(String body, WireEngine.Script script) throws Exception {
        try (WireEngine wire = WireEngine.start(script);
                RawClient client = new RawClient(RestAssured.port)) {
            fleet.is(Engines.ready(Engines.spec("a", "m"), wire.port()));

            String start = client.post(CHAT, body, "Connection: close").readUntil(COMMENT);
            heard.countDown();

            return start + client.readAllText();
        }
    }

    private WireEngine.Connection await(WireEngine.Connection connection) throws Exception {
        assertTrue(heard.await(20, TimeUnit.SECONDS), "the client heard nothing");
        return connection;
    }

    private static void finish(WireEngine.Connection connection) throws IOException {
        connection.write("0\r\n\r\n");
    }
}
