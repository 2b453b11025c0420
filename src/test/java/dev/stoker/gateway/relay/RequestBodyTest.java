package dev.stoker.gateway.relay;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

@QuarkusTest
@TestProfile(RequestBodyTest.Limited.class)
@Timeout(60)
class RequestBodyTest {
    /// Takes 32 MB, half of the default, and holds little more.
    public static final class Limited extends TestFleet.Profile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "stoker.gateway.max-body-size", "32M", "stoker.gateway.held-bodies", "36M");
        }
    }

    private static final String CHAT = "/v1/chat/completions";
    private static final int BIG = 20_000_000;

    @Inject TestFleet fleet;

    private final WireEngine wire =
            WireEngine.start((_, connection) ->
                    connection.lines("HTTP/1.1 200 OK", "content-length: 0", ""));

    @BeforeEach
    void ready() {
        fleet.is(Engines.ready(Engines.spec("a", "m"), wire.port()));
    }

    @AfterEach
    void stop() throws IOException {
        wire.close();
    }

    @Test
    void aLargeBodyArrivesWholeWhereverItsModelStands() throws Exception {
        String text = "\"text\":\"" + "x".repeat(BIG) + "\"";

        for (String body :
                new String[] {"{\"model\":\"m\"," + text + "}", "{" + text + ",\"model\":\"m\"}"}) {
            given().body(body).post(CHAT).then().statusCode(200);

            assertEquals(body, wire.awaitRequest().body());
        }
    }

    @Test
    void aLargeBodyBeginsToArriveBeforeItsEnd() throws Exception {
        try (RawClient client = new RawClient(RestAssured.port)) {
            String start = "{\"model\":\"m\",\"text\":\"" + "x".repeat(400_000);
            client.sendLines(
                    "POST /v1/chat/completions HTTP/1.1",
                    "Host: stoker",
                    "Transfer-Encoding: chunked",
                    "",
                    Integer.toHexString(start.length()),
                    start);
            client.sendLines("2", "\"}", "0", "");

            assertTrue(client.readUntil("\r\n\r\n").startsWith("HTTP/1.1 200 OK"));
            WireEngine.Request request = wire.awaitRequest();
            assertEquals("chunked", request.header("transfer-encoding"));
            assertEquals(start + "\"}", request.body());
        }
    }

    @Test
    void aBodyInChunksArrivesWhole() throws Exception {
        try (RawClient client = new RawClient(RestAssured.port)) {
            client.sendLines(
                    "POST /v1/chat/completions HTTP/1.1",
                    "Host: stoker",
                    "Transfer-Encoding: chunked",
                    "",
                    "5",
                    "{\"mod");
            client.sendLines("8", "el\":\"m\"}", "0", "");

            assertTrue(client.readUntil("\r\n\r\n").startsWith("HTTP/1.1 200 OK"));
            assertEquals("{\"model\":\"m\"}", wire.awaitRequest().body());
        }
    }

    @Test
    void aClientThatWaitsForLeaveGetsIt() throws Exception {
        try (RawClient client = new RawClient(RestAssured.port)) {
            client.sendLines(
                    "POST /v1/chat/completions HTTP/1.1",
                    "Host: stoker",
                    "Expect: 100-continue",
                    "Content-Length: 13",
                    "");
            String leave = client.readUntil("\r\n\r\n");
            client.send("{\"model\":\"m\"}".getBytes(UTF_8));

            assertEquals("HTTP/1.1 100 Continue\r\n\r\n", leave);
            assertTrue(client.readUntil("\r\n\r\n").startsWith("HTTP/1.1 200 OK"));
            assertEquals("", wire.awaitRequest().header("expect"));
        }
    }

    @Test
    void aBodyAnnouncedAsTooLargeIsRefusedBeforeItIsSent() throws Exception {
        try (RawClient client = new RawClient(RestAssured.port)) {
            client.sendLines(
                    "POST /v1/chat/completions HTTP/1.1",
                    "Host: stoker",
                    "Expect: 100-continue",
                    "Content-Length: 33554433",
                    "");

            String answer = client.readUntil("}}");

            assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
            assertTrue(answer.contains("33554432 bytes at most"), answer);
            assertEquals(0, wire.waitingRequests());
        }
    }

    @Test
    void aBodyThatGrowsTooLargeIsRefusedAndNeverReachesTheEngineWhole() throws Exception {
        for (String start : new String[] {"{\"model\":\"m\",\"x\":\"", "{\"x\":\""}) {
            try (RawClient client = new RawClient(RestAssured.port)) {
                client.sendLines(
                        "POST /v1/chat/completions HTTP/1.1",
                        "Host: stoker",
                        "Transfer-Encoding: chunked",
                        "",
                        Integer.toHexString(start.length()),
                        start);
                String million = "y".repeat(1_000_000);
                for (int i = 0; i < 34; i++) {
                    client.sendLines("f4240", million);
                }

                String answer = client.readUntil("}}");

                assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
                assertEquals(0, wire.waitingRequests());
            }
        }
    }

    @Test
    void bodiesThatWaitForTheirModelShareABudget() throws Exception {
        String late = "{\"text\":\"" + "x".repeat(BIG) + "\",\"model\":\"m\"}";
        try (RawClient holder = new RawClient(RestAssured.port)) {
            holder.sendLines(
                            "POST /v1/chat/completions HTTP/1.1",
                            "Host: stoker",
                            "Content-Length: 30000000",
                            "")
                    .send(late.substring(0, BIG).getBytes(UTF_8));

            Eventually.becomes(
                    Duration.ofSeconds(20),
                    () -> given().body(late).post(CHAT),
                    answer ->
                            answer.statusCode() == 503
                                    && answer.path("error.code").equals("overloaded")
                                    && answer.header("retry-after").equals("1"));
        }

        Eventually.becomes(
                Duration.ofSeconds(20),
                () -> given().body(late).post(CHAT).statusCode(),
                status -> status == 200);
    }

    @Test
    void aFormsModelIsFoundBehindItsFile() throws Exception {
        given().multiPart("file", "a.wav", new byte[300_000])
                .multiPart("model", "m")
                .post("/v1/audio/transcriptions")
                .then()
                .statusCode(200);

        assertTrue(wire.awaitRequest().header("content-type").startsWith("multipart/form-data"));
    }

    @Test
    void aMalformedBodyIsRefusedBeforeItsEnd() throws Exception {
        try (RawClient client = new RawClient(RestAssured.port)) {
            client.sendLines(
                    "POST /v1/chat/completions HTTP/1.1",
                    "Host: stoker",
                    "Content-Length: 30000000",
                    "",
                    "{\"model\": nope");

            String answer = client.readUntil("}}");

            assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
            assertTrue(answer.contains("unexpected 'o' at byte 11"), answer);
        }
    }

    @Test
    void aRefusedClientMaySendOnAndStillReadTheAnswer() {
        given().body("[" + "1,".repeat(1_000_000) + "1]")
                .post(CHAT)
                .then()
                .statusCode(400)
                .body("error.code", equalTo("invalid_json"));
    }

    @Test
    void twoLengthsAreSmugglingAndRefused() throws Exception {
        try (RawClient client = new RawClient(RestAssured.port)) {
            client.sendLines(
                    "POST /v1/chat/completions HTTP/1.1",
                    "Host: stoker",
                    "Content-Length: 13",
                    "Transfer-Encoding: chunked",
                    "",
                    "0",
                    "");

            assertTrue(client.readUntil("\r\n").startsWith("HTTP/1.1 400 "));
            assertEquals(0, wire.waitingRequests());
        }
    }
}
