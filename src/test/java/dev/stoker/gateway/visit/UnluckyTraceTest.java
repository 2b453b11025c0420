package dev.stoker.gateway.visit;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.stoker.gateway.admission.Admission;
import dev.stoker.gateway.relay.TestFleet;
import dev.stoker.inference.InFlight;
import dev.stoker.testkit.Engines;
import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.ListedTraces;
import dev.stoker.testkit.ListedTraces.ListedSpan;
import dev.stoker.testkit.RawClient;
import dev.stoker.testkit.WireEngine;
import dev.stoker.trace.Facts;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What requests leave in their traces that wait, are refused, lose their engine or their client.
@QuarkusTest
@TestProfile(TracedDoor.Profile.class)
@Timeout(60)
class UnluckyTraceTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String REQUEST = "POST " + CHAT;
    private static final String HELLO = "{\"model\":\"m\",\"messages\":[]}";
    private static int tests;

    @Inject TestFleet fleet;
    @Inject TracedDoor door;
    @Inject InFlight inFlight;
    @Inject Admission admission;

    // what was held against an engine of another test must not count here
    private final String first = "first-" + tests;
    private final String second = "second-" + tests++;
    private ListedTraces traces = new ListedTraces();

    @BeforeEach
    void forget() {
        traces = door.traces();
    }

    @Test
    void aRetriedRequestHasASpanForEachAttempt() throws Exception {
        try (WireEngine dies = WireEngine.start((_, c) -> c.kill());
                WireEngine wire = WireEngine.start(answers("{}"));
                InFlight.Ticket _ = inFlight.enter(second, "so that it is asked last")) {
            fleet.is(
                    Engines.ready(Engines.spec(first, "m"), dies.port()),
                    Engines.ready(Engines.spec(second, "m"), wire.port()));

            asAlice().body(HELLO).post(CHAT).then().statusCode(200);

            traces.one(REQUEST);
            List<ListedSpan> attempts = traces.ended("chat m");
            assertEquals(2, attempts.size());
            assertEquals(first, attempts.getFirst().fact(Facts.ENGINE));
            assertNotEquals("", attempts.getFirst().failure());
            assertEquals("", attempts.getFirst().fact(Facts.RESENT));
            assertEquals(second, attempts.getLast().fact(Facts.ENGINE));
            assertEquals("", attempts.getLast().failure());
            assertEquals("1", attempts.getLast().fact(Facts.RESENT));
            assertNotEquals(
                    dies.awaitRequest().header("traceparent"),
                    wire.awaitRequest().header("traceparent"));
        }
    }

    @Test
    void aRefusalTellsItsCodeAndIsAFailureOnlyWhereItIsStokersOwn() {
        fleet.is();
        asAlice().body(HELLO).post(CHAT).then().statusCode(404);
        assertEquals("model_not_found", traces.one(REQUEST).fact(Facts.ERROR));
        assertEquals("", traces.one(REQUEST).failure());

        traces.clear();
        given().body(HELLO).post(CHAT).then().statusCode(401);
        assertEquals("401", traces.one("POST").fact(Facts.ERROR));
    }

    @Test
    void anEngineThatDiesInTheMiddleFailsBoth() throws Exception {
        try (WireEngine wire = WireEngine.start(WireEngine.DYING_MIDWAY);
                RawClient client = new RawClient(RestAssured.port)) {
            fleet.is(Engines.ready(Engines.spec(first, "m"), wire.port()));

            client.post(CHAT, HELLO, "x-api-key: " + GuardedDoor.ALICE).readAll();

            assertEquals("engine_died", traces.one(REQUEST).failure());
            assertEquals("engine_died", traces.one("chat m").failure());
            assertEquals(List.of("first byte"), traces.one("chat m").events());
        }
    }

    @Test
    void aClientThatLeavesIsNoFailure() throws Exception {
        try (WireEngine silent = WireEngine.start((_, c) -> c.awaitEnd())) {
            fleet.is(Engines.ready(Engines.spec(first, "m"), silent.port()));
            try (RawClient client = new RawClient(RestAssured.port)) {
                client.post(CHAT, HELLO, "x-api-key: " + GuardedDoor.ALICE);
                silent.awaitRequest();
            }

            assertEquals("client_gone", traces.one(REQUEST).fact(Facts.ERROR));
            assertEquals("", traces.one(REQUEST).failure());
            assertEquals("client_gone", traces.one("chat m").fact(Facts.ERROR));
        }
    }

    @Test
    void onlyAWaitInLineIsASpan() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        WireEngine.Script held =
                (request, c) -> {
                    await(open);
                    answers("{}").play(request, c);
                };
        String large = "{\"model\":\"m\",\"max_tokens\":900}";
        try (WireEngine wire = WireEngine.start(held);
                RawClient one = new RawClient(RestAssured.port);
                RawClient other = new RawClient(RestAssured.port)) {
            fleet.is(Engines.ready(Engines.spec("narrow", "m"), wire.port()));
            one.post(CHAT, large, "x-api-key: " + GuardedDoor.ALICE, "x-request-id: one");
            wire.awaitRequest();
            other.post(CHAT, large, "x-api-key: " + GuardedDoor.ALICE, "x-request-id: other");
            Eventually.holds(() -> admission.waiting("m") == 1);
            open.countDown();
            wire.awaitRequest();
            one.readUntil("{}");
            other.readUntil("{}");

            ListedSpan wait = traces.one("wait in line");
            Eventually.holds(() -> traces.ended(REQUEST).size() == 2);
            for (ListedSpan request : traces.ended(REQUEST)) {
                assertEquals(
                        request.fact("stoker.request.id").equals("other"), wait.isBelow(request));
            }
        }
    }

    private static RequestSpecification asAlice() {
        return given().header("x-api-key", GuardedDoor.ALICE);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static WireEngine.Script answers(String body) {
        return (_, c) ->
                c.lines("HTTP/1.1 200 OK", "content-length: " + body.length(), "").write(body);
    }
}
