package dev.stoker.gateway.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.inference.InFlight;
import dev.stoker.testkit.Engines;
import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.RawClient;
import dev.stoker.testkit.WireEngine;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Whoever sends slowly costs no connection for long.
@QuarkusTest
@TestProfile(SlowSenderTest.Strict.class)
@Timeout(60)
class SlowSenderTest {
    /// Little time for bodies.
    public static final class Strict extends TestFleet.Profile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "stoker.gateway.request-idle", "1s",
                    "stoker.gateway.request-time", "3s");
        }
    }

    private static final String[] HEAD = {
        "POST /v1/chat/completions HTTP/1.1", "Host: stoker", "Content-Length: 10000000", ""
    };

    @Inject TestFleet fleet;
    @Inject InFlight inFlight;

    private final WireEngine wire =
            WireEngine.start((_, c) -> c.lines("HTTP/1.1 200 OK", "content-length: 0", ""));

    @BeforeEach
    void ready() {
        fleet.is(Engines.ready(Engines.spec("a", "m"), wire.port()));
    }

    @AfterEach
    void stop() throws IOException {
        wire.close();
    }

    @Test
    void aClientThatStopsInTheMiddleOfItsBodyIsCutOff() throws Exception {
        try (RawClient client = new RawClient(RestAssured.port)) {
            client.sendLines(HEAD);

            assertTimeout(client.readAllText());
        }
    }

    @Test
    void aClientThatDribblesItsBodyIsCutOff() throws Exception {
        try (RawClient client = new RawClient(RestAssured.port)) {
            client.sendLines(HEAD).send("{\"x\":\"".getBytes(UTF_8));
            Thread.ofVirtual().start(() -> client.dribble());

            assertTimeout(client.readAllText());
        }
    }

    @Test
    void aClientThatStopsAfterItsModelIsCutOffAndSoIsTheEngine() throws Exception {
        try (RawClient client = new RawClient(RestAssured.port)) {
            client.sendLines(HEAD);
            client.send(("{\"model\":\"m\",\"x\":\"" + "y".repeat(400_000)).getBytes(UTF_8));

            assertTimeout(client.readAllText());
            Eventually.becomes(Duration.ofSeconds(10), () -> inFlight.of("a"), n -> n == 0);
        }
    }

    private static void assertTimeout(String answer) {
        assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
        assertTrue(answer.contains("\"code\":\"request_timeout\""), answer);
        assertEquals(1, answer.split("HTTP/1.1", -1).length - 1, answer);
    }
}
