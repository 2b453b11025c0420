package dev.stoker.gateway.visit;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.gateway.relay.TestFleet;
import dev.stoker.testkit.Engines;
import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.RawClient;
import dev.stoker.testkit.WireEngine;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(GuardedDoor.class)
class AccessLogTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final Logger ACCESS = Logger.getLogger("dev.stoker.access");

    @Inject TestFleet fleet;

    private final Lines lines = new Lines();

    @BeforeEach
    void listen() {
        ACCESS.addHandler(lines);
    }

    @AfterEach
    void leave() {
        ACCESS.removeHandler(lines);
    }

    @Test
    void aRelayedRequestLeavesOneLine() throws Exception {
        WireEngine.Script answer =
                (_, connection) ->
                        connection.lines("HTTP/1.1 200 OK", "Content-Length: 4", "", "ab");
        try (WireEngine wire = WireEngine.start(answer)) {
            fleet.is(Engines.ready(Engines.spec("a", "m"), wire.port()));

            given().header("Authorization", "Bearer " + GuardedDoor.ALICE)
                    .header("X-Request-Id", "relayed-1")
                    .body("{\"model\":\"m\",\"prompt\":\"a-private-matter\"}")
                    .post(CHAT + "?token=in-the-query")
                    .then()
                    .statusCode(200);
        }

        String line = lines.of("relayed-1");
        assertTrue(
                line.matches(
                        "request ended request=relayed-1 key=alice method=POST"
                                + " path=/v1/chat/completions model=m engine=a status=200 bytes=4"
                                + " ms=\\d+\\.\\d first-byte-ms=\\d+\\.\\d"),
                line);
        for (String secret : List.of(GuardedDoor.ALICE, "private", "in-the-query")) {
            assertFalse(lines.all().contains(secret), secret);
        }
    }

    @Test
    void aClientsTraceGoesOnToTheEngineAndIntoTheLine() throws Exception {
        String parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        WireEngine.Script answer = (_, connection) -> connection.lines("HTTP/1.1 204 No", "");
        try (WireEngine wire = WireEngine.start(answer)) {
            fleet.is(Engines.ready(Engines.spec("a", "m"), wire.port()));

            given().header("x-api-key", GuardedDoor.ALICE)
                    .header("X-Request-Id", "traced-1")
                    .header("traceparent", parent)
                    .body("{\"model\":\"m\"}")
                    .post(CHAT);

            assertEquals(parent, wire.awaitRequest().header("traceparent"));
        }
        String line = lines.of("traced-1");
        assertTrue(line.contains(" trace=0af7651916cd43dd8448eb211c80319c "), line);
    }

    @Test
    void whatIsGivenOnInItsFramesIsCounted() throws Exception {
        WireEngine.Script script =
                (_, c) -> c.beginEvents().chunk("data: [DONE]\n\n").write("0\r\n\r\n");
        try (WireEngine wire = WireEngine.start(script)) {
            fleet.is(Engines.ready(Engines.spec("a", "m"), wire.port()));
            given().header("x-api-key", GuardedDoor.ALICE)
                    .header("X-Request-Id", "framed-1")
                    .body("{\"model\":\"m\",\"stream\":true}")
                    .post(CHAT);

            assertTrue(lines.of("framed-1").contains(" status=200 bytes=14 "));
        }
    }

    @Test
    void aRefusedRequestLeavesOneLineToo() {
        given().header("X-Request-Id", "refused-1").get("/batch/jobs").then().statusCode(401);

        String line = lines.of("refused-1");

        assertTrue(
                line.contains(" key=- method=GET path=/batch/jobs model=- engine=- status=401 "),
                line);
    }

    @Test
    void aResourceLeavesOneLineToo() {
        given().header("X-Request-Id", "resource-1")
                .header("x-api-key", GuardedDoor.ALICE)
                .body("{}")
                .post("/generate")
                .then()
                .statusCode(400);

        assertTrue(lines.of("resource-1").contains(" key=alice method=POST path=/generate "));
    }

    @Test
    void aClientThatLeavesIsTold() throws Exception {
        try (WireEngine silent = WireEngine.start((_, connection) -> connection.awaitEnd())) {
            fleet.is(Engines.ready(Engines.spec("a", "m"), silent.port()));
            try (RawClient client = new RawClient(RestAssured.port)) {
                client.post(
                        CHAT,
                        "{\"model\":\"m\"}",
                        "x-api-key: " + GuardedDoor.ALICE,
                        "X-Request-Id: left-1");
                silent.awaitRequest();
            }

            assertTrue(lines.of("left-1").contains(" engine=a status=499 bytes=0 "));
        }
    }

    @Test
    void aModelsNameCannotForgeALine() {
        given().header("x-api-key", GuardedDoor.ALICE)
                .header("X-Request-Id", "forged-1")
                .body("{\"model\":\"m\\nrequest ended request=forged key=root\"}")
                .post(CHAT);

        assertTrue(
                lines.of("forged-1").contains(" model=m?request?ended?request?forged?key?root "));
    }

    /// What was logged.
    private static final class Lines extends Handler {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        /// The only line of that request, which may come just after the answer.
        String of(String request) {
            Optional<String> found =
                    Eventually.becomes(
                            java.time.Duration.ofSeconds(10),
                            () ->
                                    lines.stream()
                                            .filter(line -> line.contains("=" + request + " "))
                                            .reduce((one, two) -> one + "\n" + two),
                            Optional::isPresent);
            return found.orElseThrow();
        }

        String all() {
            return String.join("\n", lines);
        }

        @Override
        public void publish(LogRecord record) {
            lines.add(record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
