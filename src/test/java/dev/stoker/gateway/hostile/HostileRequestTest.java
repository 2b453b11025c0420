package dev.stoker.gateway.hostile;

import static dev.stoker.gateway.hostile.Aftermath.CHAT;
import static dev.stoker.gateway.hostile.Aftermath.QUESTION;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.gateway.relay.TestFleet;
import dev.stoker.testkit.RawClient;
import dev.stoker.testkit.WireEngine;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests whose end two readers could see in two places: refused, or passed on with one end only.
@QuarkusTest
@TestProfile(TestFleet.Profile.class)
@Timeout(60)
class HostileRequestTest {
    private static final String LENGTH = "Content-Length: " + QUESTION.length();
    private static final String CHUNK =
            Integer.toHexString(QUESTION.length()) + "\r\n" + QUESTION + "\r\n";
    private static final String CHUNKED = "Transfer-Encoding: chunked\r\n\r\n";

    @Inject Aftermath aftermath;

    @TestHTTPResource(value = "/health/live", management = true)
    URI probe;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LENGTH\r\nContent-Length: 5",
                "LENGTH\r\nLENGTH",
                "LENGTH, 5",
                "Content-Length: +30",
                "Content-Length: -1",
                "Content-Length: 0x1e",
                "Content-Length: 9223372036854775808",
                "Content-Length:",
                "Content-Length : 30",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: \u000bchunked",
                "X-A: a\rb\r\nLENGTH",
                "X-A: a\u0000b\r\nLENGTH",
                "X-\u0000A: a\r\nLENGTH",
                "X A: a\r\nLENGTH",
                "no colon\r\nLENGTH"
            })
    void aHeadThatCanBeReadInTwoWaysIsRefusedAndReachesNoEngine(String headers) throws Exception {
        isRefused(headers.replace("LENGTH", LENGTH) + "\r\n\r\n" + QUESTION + "\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xyz", "-1", "0x1e", "+1e", "", "FFFFFFFFFFFFFFFFF", "5"})
    void aChunkOfNoSizeIsRefusedAndReachesNoEngine(String size) throws Exception {
        isRefused(CHUNKED + size + "\r\n" + QUESTION + "\r\n0\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /v1/chat/completions HTTP/1.1\nHost: x\nContent-Length: 2\n\n{}",
                "POST /v1/chat/completions\r\n\r\n",
                "\u0016\u0003\u0001\u0002 \u0001\u00fc\u0003\u0003\r\n\r\n"
            })
    void whatIsNoHttpIsRefusedAndReachesNoEngine(String bytes) throws Exception {
        try (WireEngine engine = aftermath.engine(Aftermath::answerWell);
                RawClient client = new RawClient(RestAssured.port)) {
            client.send(bytes.getBytes(ISO_8859_1));

            assertRefused(answer(client));

            assertEquals(0, engine.waitingRequests());
            aftermath.isClean(engine, probe);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2_000})
    void aHeadThatIsTooLargeIs431(int lines) throws Exception {
        String line = "X-Header: " + "x".repeat(70_000 / lines) + "\r\n";

        assertTrue(
                isRefused(line.repeat(lines) + LENGTH + "\r\n\r\n" + QUESTION).contains(" 431 "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 5",
                "Transfer-Encoding: identity, chunked",
                "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding:\r\n chunked",
                "X-Folded: one\r\n Content-Length: 3\r\nTransfer-Encoding: chunked",
                "Connection: content-length\r\nTransfer-Encoding: chunked"
            })
    void whatIsTakenReachesTheEngineWithOneEndOnly(String headers) throws Exception {
        try (WireEngine engine = aftermath.engine(Aftermath::answerWell);
                RawClient client = new RawClient(RestAssured.port)) {
            client.send(request(headers + "\r\n\r\n" + CHUNK + "0\r\nContent-Length: 3\r\n\r\n"));

            client.readUntil("\r\n\r\nok");

            WireEngine.Request taken = engine.awaitRequest();
            assertEquals(QUESTION, taken.body());
            assertEquals(1, framings(taken), taken.head()::toString);
            assertFalse(taken.head().stream().anyMatch(line -> line.startsWith(" ")));
            assertEquals(0, engine.waitingRequests());
            client.leave();
            aftermath.isClean(engine, probe);
        }
    }

    private String isRefused(String afterHost) throws Exception {
        try (WireEngine engine = aftermath.engine(Aftermath::answerWell);
                RawClient client = new RawClient(RestAssured.port)) {
            client.send(request(afterHost));

            String answer = answer(client);

            assertRefused(answer);
            assertEquals(0, engine.waitingRequests());
            aftermath.isClean(engine, probe);
            return answer;
        }
    }

    /// At most one answer, and none that says that all was well.
    private static void assertRefused(String answer) {
        assertTrue(answer.isEmpty() || answer.matches("(?s)HTTP/1\\.[01] 4.*"), answer);
        assertFalse(answer.contains(" 200 OK"), answer);
    }

    private static byte[] request(String afterHost) {
        return ("POST " + CHAT + " HTTP/1.1\r\nHost: x\r\n" + afterHost).getBytes(ISO_8859_1);
    }

    /// All that comes until Stoker closes.
    private static String answer(RawClient client) throws IOException {
        try {
            return client.readAllText();
        } catch (SocketException reset) {
            return "";
        }
    }

    private static long framings(WireEngine.Request request) {
        return request.head().stream()
                .filter(line -> line.matches("(?i)(content-length|transfer-encoding):.*"))
                .count();
    }
}
