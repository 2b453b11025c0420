package dev.stoker.gateway.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.engine.LlamaCpp;
import dev.stoker.engine.Sglang;
import dev.stoker.inference.InFlight;
import dev.stoker.testkit.Engines;
import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.RawClient;
import dev.stoker.testkit.WireEngine;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Whenever a client leaves, its engine learns of it at once.
@QuarkusTest
@TestProfile(TestFleet.Profile.class)
@Timeout(60)
class DisconnectTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String HELLO = "{\"model\":\"m\",\"messages\":[]}";

    /// Far less than the second or more that polling for it would take, on a loaded machine too.
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    @Inject TestFleet fleet;
    @Inject InFlight inFlight;

    private final CompletableFuture<Long> seen = new CompletableFuture<>();

    @Test
    void inTheMiddleOfAStream() throws Exception {
        WireEngine.Script script =
                (_, connection) ->
                        seen.complete(connection.beginEvents().chunk("data: 1\n\n").awaitEnd());

        assertSeenAtOnce(script, client -> client.readUntil("data: 1"));
    }

    @Test
    void beforeTheFirstToken() throws Exception {
        WireEngine.Script script =
                (_, connection) -> seen.complete(connection.beginEvents().awaitEnd());

        assertSeenAtOnce(script, client -> client.readUntil("\r\n\r\n"));
    }

    @Test
    void beforeAnyAnswer() throws Exception {
        assertSeenAtOnce((_, connection) -> seen.complete(connection.awaitEnd()), _ -> "");
    }

    @Test
    void inTheMiddleOfABody() throws Exception {
        WireEngine.Script script =
                (_, connection) ->
                        seen.complete(
                                connection
                                        .lines("HTTP/1.1 200 OK", "content-length: 100", "")
                                        .write("half")
                                        .awaitEnd());

        assertSeenAtOnce(script, client -> client.readUntil("half"));
    }

    @Test
    void whileItStillSendsALargeBody() throws Exception {
        // the engine reads no body to its end: its script never starts, its connection breaks
        try (WireEngine wire = WireEngine.start((_, _) -> {})) {
            fleet.is(Engines.ready(Engines.spec("a", "m"), wire.port()));
            RawClient client = new RawClient(RestAssured.port);
            client.sendLines(
                    "POST /v1/chat/completions HTTP/1.1",
                    "Host: stoker",
                    "Content-Length: 10000000",
                    "",
                    "{\"model\":\"m\",\"x\":\"" + "y".repeat(1_000_000));
            Eventually.becomes(Duration.ofSeconds(5), () -> inFlight.of("a"), n -> n == 1);

            client.close();

            Eventually.becomes(AT_ONCE, () -> inFlight.of("a"), count -> count == 0);
            assertEquals(0, wire.waitingRequests());
        }
    }

    @Test
    void anSglangIsToldByTheRequestsOwnIdAsWell() throws Exception {
        WireEngine.Script script =
                (request, connection) -> {
                    if (request.head().getFirst().startsWith("POST /abort_request ")) {
                        connection.lines("HTTP/1.1 200 OK", "content-length: 0", "");
                    } else {
                        connection.awaitEnd();
                    }
                };
        try (WireEngine wire = WireEngine.start(script)) {
            fleet.is(Engines.ready(Engines.spec(new Sglang(), "a", "m"), wire.port()));
            String rid;
            try (RawClient client = new RawClient(RestAssured.port)) {
                client.post(CHAT, HELLO, "X-Request-Id: r");
                rid = wire.awaitRequest().header("x-override-rid");
            }

            WireEngine.Request abort = wire.awaitRequest();

            assertEquals("POST /abort_request HTTP/1.1", abort.head().getFirst());
            assertEquals("{\"rid\":\"" + rid + "\"}", abort.body());
            // it aborts all ids that begin so, and a client may call its request anything
            assertTrue(rid.matches("r\\.[0-9a-f]{16}"), rid);
        }
    }

    @Test
    void aLlamaCppIsAskedForAStreamWhoseClientWantsItWhole() throws Exception {
        WireEngine.Script script =
                (_, connection) ->
                        seen.complete(
                                connection
                                        .beginEvents()
                                        .chunk("data: {\"choices\":[]}\n\n")
                                        .awaitEnd());
        try (WireEngine wire = WireEngine.start(script)) {
            fleet.is(Engines.ready(Engines.spec(new LlamaCpp(), "a", "m"), wire.port()));
            try (RawClient client = new RawClient(RestAssured.port)) {
                client.post(CHAT, HELLO);
                assertTrue(wire.awaitRequest().body().startsWith("{\"stream\":true,"));
            }

            assertTrue(seen.get(10, TimeUnit.SECONDS) > 0);
            Eventually.becomes(AT_ONCE, () -> inFlight.of("a"), count -> count == 0);
        }
    }

    private interface Reading {
        String read(RawClient client) throws Exception;
    }

    private void assertSeenAtOnce(WireEngine.Script script, Reading reading) throws Exception {
        try (WireEngine wire = WireEngine.start(script)) {
            fleet.is(Engines.ready(Engines.spec("a", "m"), wire.port()));
            long left;
            try (RawClient client = new RawClient(RestAssured.port)) {
                client.post(CHAT, HELLO);
                wire.awaitRequest();
                reading.read(client);
                left = System.nanoTime();
            }

            Duration after = Duration.ofNanos(seen.get(5, TimeUnit.SECONDS) - left);

            assertTrue(after.compareTo(AT_ONCE) < 0, () -> "the engine saw it after " + after);
            Eventually.becomes(AT_ONCE, () -> inFlight.of("a"), count -> count == 0);
        }
    }
}
