package dev.stoker.gateway.relay;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.inference.InFlight;
import dev.stoker.supervisor.EngineSnapshot;
import dev.stoker.supervisor.EngineState;
import dev.stoker.testkit.Engines;
import dev.stoker.testkit.RawClient;
import dev.stoker.testkit.WireEngine;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Of two engines of one model the first fails: the second takes over, where that harms nobody.
@QuarkusTest
@TestProfile(TestFleet.Profile.class)
@Timeout(60)
class RetryTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String HELLO = "{\"model\":\"m\",\"messages\":[]}";
    private static int tests;

    @Inject TestFleet fleet;
    @Inject InFlight inFlight;

    // what was held against an engine of another test must not count here
    private final String first = "first-" + tests;
    private final String second = "second-" + tests;
    private final String third = "third-" + tests++;
    private final List<WireEngine> wires = new ArrayList<>();
    private final List<InFlight.Ticket> load = new ArrayList<>();

    /// So that they are asked in this order.
    @BeforeEach
    void load() {
        load.add(inFlight.enter(second, "r"));
        load.add(inFlight.enter(third, "r"));
        load.add(inFlight.enter(third, "r"));
    }

    @AfterEach
    void stop() throws IOException {
        load.forEach(InFlight.Ticket::close);
        for (WireEngine wire : wires) {
            wire.close();
        }
    }

    @Test
    void anEngineThatRefusesTheConnectionIsFollowedByTheNext() throws Exception {
        fleet.is(gone(first), gone(second), engine(third, answers("third")));

        given().body(HELLO).post(CHAT).then().statusCode(200).body(equalTo("third"));

        assertEquals(0, inFlight.of(first));
        assertEquals(1, inFlight.of(second));
    }

    @Test
    void anEngineThatDiesBeforeItAnswersIsFollowedByTheNext() {
        fleet.is(engine(first, (_, c) -> c.kill()), engine(second, answers("second")));

        given().body(HELLO).post(CHAT).then().statusCode(200).body(equalTo("second"));

        assertEquals(HELLO, request(1).body());
    }

    @Test
    void aRequestThatTwoEnginesDiedOfIsNotGivenToAThird() {
        fleet.is(
                engine(first, (_, c) -> c.kill()),
                engine(second, (_, c) -> c.kill()),
                engine(third, answers("third")));

        given().body(HELLO)
                .post(CHAT)
                .then()
                .statusCode(503)
                .body("error.code", equalTo("engine_unreachable"));

        assertEquals(0, wires.get(2).waitingRequests());
    }

    @Test
    void anEngineThatIsUnavailableIsFollowedByTheNext() {
        fleet.is(engine(first, refuses(503)), engine(second, answers("second")));

        given().body(HELLO).post(CHAT).then().statusCode(200).body(equalTo("second"));
    }

    @Test
    void whereAllAreUnavailableTheLastOneSaysSoInItsOwnWords() {
        fleet.is(engine(first, refuses(503)), engine(second, refuses(503)));

        given().body(HELLO)
                .post(CHAT)
                .then()
                .statusCode(503)
                .header("retry-after", "7")
                .body(equalTo("no"));
    }

    @Test
    void whatAnEngineRefusedForGoodIsNotTriedElsewhere() {
        for (int status : new int[] {400, 404, 429, 500}) {
            fleet.is(engine(first, refuses(status)), engine(second, answers("second")));

            given().body(HELLO).post(CHAT).then().statusCode(status).header("retry-after", "7");

            assertEquals(0, wires.getLast().waitingRequests());
        }
    }

    @Test
    void afterTheFirstByteThereIsNoOther() throws Exception {
        fleet.is(engine(first, WireEngine.DYING_MIDWAY), engine(second, answers("second")));
        try (RawClient client = new RawClient(RestAssured.port)) {
            String answer = client.post(CHAT, HELLO).readAllText();

            assertTrue(answer.contains("\"code\":\"engine_died\""), answer);
            assertEquals(0, wires.get(1).waitingRequests());
        }
    }

    @Test
    void aBodyThatWasNotKeptIsNotSentTwice() {
        fleet.is(engine(first, (_, c) -> c.kill()), engine(second, answers("second")));

        given().body("{\"model\":\"m\",\"x\":\"" + "y".repeat(1_000_000) + "\"}")
                .post(CHAT)
                .then()
                .statusCode(503);

        assertEquals(0, wires.get(1).waitingRequests());
    }

    @Test
    void anEngineThatFailedIsLeftAloneUntilItIsReadyAgain() {
        WireEngine.Script once =
                (request, c) -> {
                    if (request.header("x-request-id").equals("dies")) {
                        c.kill();
                    } else {
                        answers("first").play(request, c);
                    }
                };
        EngineSnapshot one = engine(first, once);
        EngineSnapshot other = engine(second, answers("second"));
        fleet.is(one, other);
        given().header("x-request-id", "dies").body(HELLO).post(CHAT).then().statusCode(200);
        given().body(HELLO).post(CHAT).then().body(equalTo("second"));

        fleet.is(
                new EngineSnapshot(
                        one.spec(),
                        new EngineState.Ready(Instant.EPOCH.plusSeconds(1)),
                        1,
                        one.endpoint()),
                other);

        given().body(HELLO).post(CHAT).then().body(equalTo("first"));
    }

    @Test
    void theSamePromptGoesToTheSameEngine() {
        load.forEach(InFlight.Ticket::close);
        fleet.is(engine(first, answers("first")), engine(second, answers("second")));
        String long1 = "{\"model\":\"m\",\"prompt\":\"" + "a".repeat(2000);
        String home = given().body(long1 + "1\"}").post(CHAT).asString();

        for (int i = 0; i < 10; i++) {
            given().body(long1 + i + "\"}").post(CHAT).then().body(equalTo(home));
        }
    }

    private EngineSnapshot engine(String name, WireEngine.Script script) {
        WireEngine wire = WireEngine.start(script);
        wires.add(wire);
        return Engines.ready(Engines.spec(name, "m"), wire.port());
    }

    private static EngineSnapshot gone(String name) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Engines.ready(Engines.spec(name, "m"), taken.getLocalPort());
        }
    }

    private WireEngine.Request request(int wire) {
        try {
            return wires.get(wire).awaitRequest();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static WireEngine.Script answers(String body) {
        return (_, c) ->
                c.lines("HTTP/1.1 200 OK", "content-length: " + body.length(), "").write(body);
    }

    private static WireEngine.Script refuses(int status) {
        return (_, c) ->
                c.lines("HTTP/1.1 " + status + " No", "retry-after: 7", "content-length: 2", "")
                        .write("no");
    }
}
