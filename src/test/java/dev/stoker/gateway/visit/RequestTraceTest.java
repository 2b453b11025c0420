package dev.stoker.gateway.visit;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.gateway.relay.TestFleet;
import dev.stoker.testkit.Engines;
import dev.stoker.testkit.ListedTraces;
import dev.stoker.testkit.ListedTraces.ListedSpan;
import dev.stoker.testkit.WireEngine;
import dev.stoker.trace.Facts;
import dev.stoker.trace.Span;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What requests at the door leave in their traces.
@QuarkusTest
@TestProfile(TracedDoor.Profile.class)
@Timeout(60)
class RequestTraceTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String REQUEST = "POST " + CHAT;
    private static final String HELLO = "{\"model\":\"m\",\"messages\":[]}";
    private static final String CLIENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-";
    private static final String USAGE =
            "{\"choices\":[{}],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3}}";
    private static int tests;

    @Inject TestFleet fleet;
    @Inject TracedDoor door;

    // what was held against an engine of another test must not count here
    private final String engine = "engine-" + tests++;
    private ListedTraces traces = new ListedTraces();

    @BeforeEach
    void forget() {
        traces = door.traces();
    }

    @Test
    void anAnsweredRequestIsASpanWithItsAttemptBelow() throws Exception {
        try (WireEngine wire = WireEngine.start(answers(USAGE))) {
            fleet.is(Engines.ready(Engines.spec(engine, "m"), wire.port()));

            asAlice().header("x-request-id", "chat-1").body(HELLO).post(CHAT);

            ListedSpan request = traces.one(REQUEST);
            assertEquals(Span.Kind.SERVER, request.kind());
            assertEquals("", request.parent());
            assertEquals("POST", request.fact("http.request.method"));
            assertEquals("200", request.fact("http.response.status_code"));
            assertEquals("chat-1", request.fact("stoker.request.id"));
            assertEquals("alice", request.fact("stoker.key"));
            assertEquals(List.of("first byte"), request.events());
            ListedSpan attempt = traces.one("chat m");
            assertTrue(attempt.isBelow(request));
            assertEquals(Span.Kind.CLIENT, attempt.kind());
            assertEquals("chat", attempt.fact("gen_ai.operation.name"));
            assertEquals("simulator", attempt.fact("gen_ai.provider.name"));
            assertEquals("m", attempt.fact("gen_ai.request.model"));
            assertEquals("7", attempt.fact("gen_ai.usage.input_tokens"));
            assertEquals("3", attempt.fact("gen_ai.usage.output_tokens"));
            assertEquals("127.0.0.1", attempt.fact("server.address"));
            assertEquals(Integer.toString(wire.port()), attempt.fact("server.port"));
            assertEquals(engine, attempt.fact("stoker.engine"));
            assertEquals(attempt.traceparent(), wire.awaitRequest().header("traceparent"));
        }
    }

    @Test
    void aClientsTraceGoesOnThroughStokerToTheEngine() throws Exception {
        try (WireEngine wire = WireEngine.start(answers("{}"))) {
            fleet.is(Engines.ready(Engines.spec(engine, "m"), wire.port()));

            asAlice()
                    .header("traceparent", CLIENT + "01")
                    .header("tracestate", "vendor=1")
                    .body(HELLO)
                    .post(CHAT);

            ListedSpan request = traces.one(REQUEST);
            assertEquals(CLIENT + "01", request.parent());
            WireEngine.Request seen = wire.awaitRequest();
            assertEquals(traces.one("chat m").traceparent(), seen.header("traceparent"));
            assertEquals("vendor=1", seen.header("tracestate"));
            assertEquals(1, seen.head().stream().filter(RequestTraceTest::isTraceParent).count());
        }
    }

    @Test
    void whatTheClientDoesNotWantTracedGoesOnAsItCame() throws Exception {
        try (WireEngine wire = WireEngine.start(answers("{}"))) {
            fleet.is(Engines.ready(Engines.spec(engine, "m"), wire.port()));

            asAlice().header("traceparent", CLIENT + "00").body(HELLO).post(CHAT);

            assertEquals(CLIENT + "00", wire.awaitRequest().header("traceparent"));
            assertEquals(List.of(), traces.all());
        }
    }

    @Test
    void ofATraceThatIsNotAmongTheWantedTheEngineIsToldSo() throws Exception {
        traces.wantNone();
        try (WireEngine wire = WireEngine.start(answers("{}"))) {
            fleet.is(Engines.ready(Engines.spec(engine, "m"), wire.port()));

            asAlice().body(HELLO).post(CHAT);

            String told = wire.awaitRequest().header("traceparent");
            assertTrue(told.matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00"), told);
        }
    }

    @Test
    void neitherKeysNorPromptsNorQueriesAreTold() throws Exception {
        try (WireEngine wire = WireEngine.start(answers(USAGE))) {
            fleet.is(Engines.ready(Engines.spec(engine, "m"), wire.port()));

            asAlice()
                    .body("{\"model\":\"m\",\"prompt\":\"a-private-matter\"}")
                    .post(CHAT + "?token=in-the-query");
            traces.one(REQUEST);

            String told = traces.all().stream().map(ListedSpan::facts).toList().toString();
            for (String secret : List.of(GuardedDoor.ALICE, "private", "in-the-query")) {
                assertFalse(told.contains(secret), told);
            }
        }
    }

    @Test
    void eachPromptOfAListIsACallOfItsOwn() throws Exception {
        String answer =
                "{\"choices\":[{\"message\":{\"content\":\"a\"}}],\"usage\":{\"prompt_tokens\":1}}";
        try (WireEngine wire = WireEngine.start(answers(answer))) {
            fleet.is(Engines.ready(Engines.spec(engine, "m"), wire.port()));

            asAlice().body("{\"prompts\":[\"a\",\"b\"]}").post("/generate").then().statusCode(200);

            ListedSpan request = traces.one("POST /generate");
            List<ListedSpan> calls =
                    traces.all().stream().filter(span -> span.kind() == Span.Kind.CLIENT).toList();
            assertEquals(2, calls.size());
            assertTrue(calls.stream().allMatch(call -> call.isBelow(request)));
            String told = wire.awaitRequest().header("traceparent");
            assertTrue(calls.stream().anyMatch(call -> call.traceparent().equals(told)), told);
            assertEquals(
                    List.of("200", "200"),
                    calls.stream().map(call -> call.fact(Facts.STATUS)).toList());
        }
    }

    private static RequestSpecification asAlice() {
        return given().header("x-api-key", GuardedDoor.ALICE);
    }

    private static boolean isTraceParent(String line) {
        return line.toLowerCase(Locale.ROOT).startsWith("traceparent:");
    }

    private static WireEngine.Script answers(String body) {
        return (_, c) ->
                c.lines("HTTP/1.1 200 OK", "content-length: " + body.length(), "").write(body);
    }
}
