package dev.stoker.gateway.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.gateway.relay.TestFleet;
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
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever a genuine engine was ever seen to answer, to whatever question: its client gets each
/// byte.
@QuarkusTest
@TestProfile(TestFleet.Profile.class)
@Timeout(60)
class EveryCaptureTest {
    private static final String QUESTION = "{\"model\":\"m\",\"messages\":[]}";

    /// What Stoker says of its own, or better than the engine.
    private static final Set<String> STOKERS =
            Set.of("x-request-id", "x-accel-buffering", "cache-control", "server-timing");

    @Inject TestFleet fleet;

    static Stream<Capture> whole() throws IOException {
        return all().filter(capture -> !isCutShort(capture));
    }

    static Stream<Capture> cutShort() throws IOException {
        return all().filter(EveryCaptureTest::isCutShort);
    }

    @ParameterizedTest
    @MethodSource("whole")
    void aWholeAnswerPassesByteForByte(Capture capture) throws Exception {
        String answer = relayed(capture);

        assertEquals(capture.statusLine(), answer.substring(0, answer.indexOf("\r\n")));
        assertEquals(engines(capture.response()), engines(answer));
        assertEquals(Capture.body(capture.response()), Capture.body(answer));
    }

    @ParameterizedTest
    @MethodSource("cutShort")
    void anUnfinishedAnswerPassesAndIsMarkedAsUnfinished(Capture capture) throws Exception {
        String body = relayed(capture);

        String passed = Capture.body(body);
        assertTrue(passed.startsWith(Capture.body(capture.response())), passed);
        assertTrue(passed.endsWith("\"code\":\"engine_died\"}}\n\n"), passed);
        assertFalse(body.endsWith("0\r\n\r\n"), body);
    }

    private static Stream<Capture> all() throws IOException {
        return Stream.concat(Capture.all().stream(), Capture.more().stream());
    }

    private static boolean isCutShort(Capture capture) {
        String response = capture.response();
        return response.contains("text/event-stream") && !response.endsWith("0\r\n\r\n");
    }

    private String relayed(Capture capture) throws Exception {
        WireEngine.Script replay =
                (_, connection) -> {
                    connection.write(capture.response().getBytes(ISO_8859_1));
                    connection.socket().close();
                };
        try (WireEngine wire = WireEngine.start(replay);
                RawClient client = new RawClient(RestAssured.port)) {
            fleet.is(Engines.ready(Engines.spec("a", "m"), wire.port()));
            client.post("/v1/chat/completions", QUESTION, "Connection: close");
            return new String(client.readAll(), ISO_8859_1);
        }
    }

    private static List<String> engines(String response) {
        return Capture.headers(response).stream()
                .filter(line ->
                        !STOKERS.contains(
                                line.substring(0, line.indexOf(':'))
                                        .toLowerCase(java.util.Locale.ROOT)))
                .toList();
    }
}
