package dev.stoker.gateway.hostile;

import static dev.stoker.gateway.hostile.Aftermath.CHAT;
import static dev.stoker.gateway.hostile.Aftermath.QUESTION;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.gateway.relay.TestFleet;
import dev.stoker.testkit.RawClient;
import dev.stoker.testkit.WireEngine;
import dev.stoker.testkit.WireEngine.Connection;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Engines whose answers break HTTP, or never come: each client is told, and none gets another's.
@QuarkusTest
@TestProfile(HostileEngineTest.Impatient.class)
@Timeout(60)
class HostileEngineTest {
    /// Gives up on a silent engine before the test does, but on none that the machine holds up.
    public static final class Impatient extends TestFleet.Profile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("stoker.gateway.engine-silence", "5s");
        }
    }

    private static final String HELLO = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";

    @Inject Aftermath aftermath;

    @TestHTTPResource(value = "/health/live", management = true)
    URI probe;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\nok",
                "HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\nok",
                "HTTP/1.1 20 OK\r\n\r\n",
                "HTTP/1.1 OK\r\n\r\n",
                "\r\n\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX-\u0000: a\r\ncontent-length: 0\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"
            })
    void aHeadThatIsNoneIsAnErrorOfTheEngine(String answer) throws Exception {
        assertRefused((_, connection) -> connection.write(answer).socket().close());
    }

    @Test
    void aHeadWithoutEndIsGivenUp() throws Exception {
        assertRefused((_, connection) -> {
            connection.write("HTTP/1.1 200 OK\r\n");
            untilClosed(() -> connection.write("x-more: " + "y".repeat(1000) + "\r\n"));
        });
    }

    @Test
    void repliesThatAreNoneWithoutEndAreGivenUp() throws Exception {
        assertRefused((_, connection) ->
                untilClosed(() -> connection.write("HTTP/1.1 103 Early Hints\r\n\r\n")));
    }

    @Test
    void silenceIsGivenUp() throws Exception {
        assertRefused((_, connection) -> connection.awaitEnd());
    }

    @Test
    void repliesBeforeTheAnswerDoNotStandForIt() throws Exception {
        String early =
                "HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n";

        String answer = asked((_, connection) -> connection.write(early.repeat(500) + HELLO));

        assertTrue(answer.endsWith("\r\n\r\nok"), answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n",
                "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nxyz\r\n",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhalf",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n-5\r\nhalf\r\n"
            })
    void aBodyThatIsNotWholeIsNeverTakenForOne(String start) throws Exception {
        String answer = asked((_, connection) -> connection.write(start).socket().close());

        assertFalse(answer.startsWith("HTTP/1.1 200") && isWhole(answer), answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "data: {\"x\":1}\n\n", "data: {\"x\"", ": waiting\n\n"})
    void aStreamThatIsResetEndsWithAnErrorEvent(String events) throws Exception {
        String answer =
                asked((_, connection) -> {
                    connection.write(
                            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n");
                    if (!events.isEmpty()) {
                        connection.chunk(events);
                    }
                    connection.kill();
                });

        assertTrue(answer.contains("\ndata: {\"error\":{"), answer);
        assertTrue(answer.contains("\"code\":\"engine_died\""), answer);
        assertFalse(isWhole(answer), answer);
    }

    @Test
    void whatFollowsAnAnswerIsNobodysAnswer() throws Exception {
        try (WireEngine engine =
                        aftermath.engine((_, connection) ->
                                connection.write(HELLO + HELLO.replace("ok", "no")));
                RawClient client = new RawClient(RestAssured.port)) {
            for (int i = 0; i < 30; i++) {
                String answer = client.post(CHAT, QUESTION).readUntil("\r\n\r\n") + client.read(2);

                assertFalse(answer.endsWith("no"), answer);
            }
            client.leave();
            aftermath.isClean(engine, probe);
        }
    }

    private void assertRefused(WireEngine.Script script) throws Exception {
        String answer = asked(script);

        assertTrue(answer.matches("(?s)HTTP/1.1 50[234] .*"), answer);
        assertTrue(answer.contains("\"code\":\"engine_"), answer);
    }

    private String asked(WireEngine.Script script) throws Exception {
        try (WireEngine engine = aftermath.engine(script);
                RawClient client = new RawClient(RestAssured.port)) {
            String answer = client.post(CHAT, QUESTION, "Connection: close").readAllText();
            assertEquals(1, engine.waitingRequests(), answer);
            aftermath.isClean(engine, probe);
            return answer;
        }
    }

    /// As HTTP says where it ends.
    private static boolean isWhole(String answer) {
        int body = answer.indexOf("\r\n\r\n") + 4;
        return answer.contains("chunked\r\n")
                ? answer.endsWith("0\r\n\r\n")
                : answer.contains("content-length: " + (answer.length() - body) + "\r\n");
    }

    private interface Writing {
        Connection write() throws IOException;
    }

    private static void untilClosed(Writing writing) throws IOException {
        while (true) {
            writing.write();
        }
    }
}
