package dev.stoker.gateway.relay;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.inference.InFlight;
import dev.stoker.testkit.Engines;
import dev.stoker.testkit.RawClient;
import dev.stoker.testkit.WireEngine;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// An engine that dies, wherever it dies, is never mistaken for one that has answered.
@QuarkusTest
@TestProfile(EngineFailureTest.Impatient.class)
@Timeout(60)
class EngineFailureTest {
    /// Gives up on a silent engine before the test does.
    public static final class Impatient extends TestFleet.Profile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("stoker.gateway.engine-silence", "3s");
        }
    }

    private static final String CHAT = "/v1/chat/completions";
    private static final String HELLO = "{\"model\":\"m\",\"messages\":[]}";
    private static final String EVENT = "data: {\"x\":1}\n\n";
    private static final String[] STREAM_HEAD = {
        "HTTP/1.1 200 OK", "content-type: text/event-stream", "transfer-encoding: chunked", ""
    };

    @Inject TestFleet fleet;
    @Inject InFlight inFlight;

    @Test
    void anEngineThatIsGoneIs503WithAdviceToAskAgain() throws Exception {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        fleet.is(Engines.ready(Engines.spec("a", "m"), port));

        unreachable(given().body(HELLO).post(CHAT).then());

        assertEquals(0, inFlight.of("a"));
    }

    @Test
    void anEngineThatDiesBeforeItAnswersIs503AndIsNotAskedTwice() throws Exception {
        try (WireEngine wire = serving((_, connection) -> connection.kill())) {
            unreachable(given().body(HELLO).post(CHAT).then());

            wire.awaitRequest();
            assertEquals(0, wire.waitingRequests());
        }
    }

    @Test
    void anEngineThatSaysNothingIsGivenUp() throws Exception {
        try (WireEngine wire = serving((_, connection) -> connection.awaitEnd())) {
            given().body(HELLO)
                    .post(CHAT)
                    .then()
                    .statusCode(504)
                    .body("error.code", equalTo("engine_timeout"));

            wire.awaitRequest();
            assertEquals(0, inFlight.of("a"));
        }
    }

    @Test
    void aStreamWhoseEngineDiesEndsWithAnErrorEventAndABrokenConnection() throws Exception {
        try (WireEngine _ =
                serving((_, connection) -> connection.lines(STREAM_HEAD).chunk(EVENT).kill())) {
            String answer = answer();

            assertTrue(
                    answer.contains(EVENT + "\r\n") && answer.contains("data: {\"error\":{"),
                    answer);
            assertTrue(answer.contains("\"code\":\"engine_died\""), answer);
            assertFalse(answer.contains("[DONE]"), answer);
            assertFalse(answer.endsWith("0\r\n\r\n"), answer);
        }
    }

    @Test
    void aStreamThatFallsSilentEndsTheSameWay() throws Exception {
        try (WireEngine _ =
                serving((_, connection) -> connection.lines(STREAM_HEAD).chunk(EVENT).awaitEnd())) {
            String answer = answer();

            assertTrue(answer.contains("\"code\":\"engine_timeout\""), answer);
            assertFalse(answer.endsWith("0\r\n\r\n"), answer);
        }
    }

    @Test
    void anEventThatWasCutInHalfIsClosedBeforeTheErrorEvent() throws Exception {
        try (WireEngine _ =
                serving((_, connection) ->
                        connection.lines(STREAM_HEAD).chunk("data: {\"ha").kill())) {
            assertTrue(answer().contains("\n\ndata: {\"error\":{"));
        }
    }

    @Test
    void aStreamThatWasDoneIsDoneEvenIfItsEngineDiesThen() throws Exception {
        try (WireEngine _ =
                serving((_, connection) ->
                        connection.lines(STREAM_HEAD).chunk(EVENT + "data: [DONE]\n\n").kill())) {
            String answer = answer("Connection: close");

            assertTrue(answer.endsWith("data: [DONE]\n\n\r\n0\r\n\r\n"), answer);
        }
    }

    @Test
    void aBodyThatIsCutShortIsCutShortForTheClient() throws Exception {
        try (WireEngine _ =
                serving((_, connection) ->
                        connection
                                .lines("HTTP/1.1 200 OK", "content-length: 100", "")
                                .write("{\"half\":")
                                .kill())) {
            assertTrue(answer().endsWith("\r\n\r\n{\"half\":"));
        }
    }

    @Test
    void anAnswerThatIsNoHttpIs503() throws Exception {
        try (WireEngine _ =
                serving((_, connection) -> connection.lines("SSH-2.0-OpenSSH_9.2", "", ""))) {
            unreachable(given().body(HELLO).post(CHAT).then());
        }
    }

    @Test
    void theNextRunOfTheEngineServesAtOnce() throws Exception {
        try (WireEngine _ = serving((_, connection) -> connection.kill())) {
            unreachable(given().body(HELLO).post(CHAT).then());
        }

        try (WireEngine _ =
                serving((_, connection) ->
                        connection.lines("HTTP/1.1 200 OK", "content-length: 0", ""))) {
            given().body(HELLO).post(CHAT).then().statusCode(200);
        }
    }

    private static void unreachable(ValidatableResponse answer) {
        answer.statusCode(503)
                .header("retry-after", "1")
                .header("retry-after-ms", "1000")
                .header("x-should-retry", "true")
                .body("error.code", equalTo("engine_unreachable"))
                .body("error.message", containsString("engine a "));
    }

    private String answer(String... headers) throws Exception {
        try (RawClient client = new RawClient(RestAssured.port)) {
            return client.post(CHAT, HELLO, headers).readAllText();
        }
    }

    private WireEngine serving(WireEngine.Script script) {
        WireEngine wire = WireEngine.start(script);
        fleet.is(Engines.ready(Engines.spec("a", "m"), wire.port()));
        return wire;
    }
}
