package dev.stoker.gateway.relay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.testkit.Capture;
import dev.stoker.testkit.Engines;
import dev.stoker.testkit.RawClient;
import dev.stoker.testkit.WireEngine;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What genuine engines answered passes through as it was.
@QuarkusTest
@TestProfile(TestFleet.Profile.class)
@Timeout(30)
class CaptureRelayTest {
    private static final String CUT_SHORT = "sglang-chat-stream-scheduler-killed";

    @Inject TestFleet fleet;

    static List<Capture> whole() throws IOException {
        return Capture.all().stream().filter(c -> !c.name().equals(CUT_SHORT)).toList();
    }

    @ParameterizedTest
    @MethodSource("whole")
    void itsAnswerPassesByteForByte(Capture capture) throws Exception {
        String answer = relayed(capture);

        assertEquals(capture.statusLine(), answer.substring(0, answer.indexOf("\r\n")));
        assertEquals(
                theEngines(Capture.headers(capture.response())),
                theEngines(Capture.headers(answer)));
        assertEquals(Capture.body(capture.response()), Capture.body(answer));
    }

    @Test
    void aStreamThatSglangLeftUnfinishedIsMarkedAsUnfinished() throws Exception {
        Capture capture = Capture.load(CUT_SHORT);

        String body = Capture.body(relayed(capture));

        assertTrue(body.startsWith(Capture.body(capture.response())), body);
        assertTrue(body.endsWith("\"code\":\"engine_died\"}}\n\n"), body);
    }

    /// Both of a request's bytes to the engine and of its answer to the client.
    private String relayed(Capture capture) throws Exception {
        try (WireEngine wire =
                        WireEngine.start((_, connection) -> {
                            connection.write(capture.response().getBytes(ISO_8859_1));
                            connection.socket().close();
                        });
                RawClient client = new RawClient(RestAssured.port)) {
            fleet.is(Engines.ready(Engines.spec("a", "smollm2-135m", "tiny", "nope"), wire.port()));

            client.post(capture.path(), capture.requestBody(), "Connection: close");
            String answer = new String(client.readAll(), ISO_8859_1);

            assertEquals(capture.requestBody(), wire.awaitRequest().body());
            return answer;
        }
    }

    /// Without what Stoker says of its own.
    private static List<String> theEngines(List<String> headers) {
        return headers.stream()
                .filter(line ->
                        !line.matches(
                                "(?i)(x-request-id|x-accel-buffering|cache-control|server-timing):.*"))
                .toList();
    }
}
