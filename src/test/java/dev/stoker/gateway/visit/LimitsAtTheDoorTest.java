package dev.stoker.gateway.visit;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.gateway.admission.Admission;
import dev.stoker.gateway.relay.TestFleet;
import dev.stoker.testkit.Engines;
import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.RawClient;
import dev.stoker.testkit.WireEngine;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every request is answered only when the test lets the engine do so.
@QuarkusTest
@TestProfile(GuardedDoor.class)
class LimitsAtTheDoorTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String HEAVY = "{\"model\":\"m\",\"max_tokens\":900}";
    private static final String METRICS = "sglang:max_total_num_tokens{a=\"b\"} 1000.0\n";
    private static final String END = "the answer";

    @Inject TestFleet fleet;
    @Inject Admission admission;
    @Inject MeterRegistry registry;

    private final Semaphore answers = new Semaphore(0);
    private WireEngine engine = WireEngine.start(this::answerWhenTold);

    @BeforeEach
    void ready() {
        fleet.is(Engines.ready(Engines.spec("narrow", "m", "alias"), engine.port()));
    }

    @AfterEach
    void stop() throws IOException {
        answers.release(1_000);
        engine.close();
    }

    @Test
    void aKeyMayHaveOnlySoManyRequestsOpen() throws Exception {
        try (RawClient first = client()) {
            first.post(CHAT, "{\"model\":\"m\",\"max_tokens\":1}", key(GuardedDoor.ONE_AT_ONCE));
            engine.awaitRequest();

            ask(GuardedDoor.ONE_AT_ONCE, "{\"model\":\"m\",\"max_tokens\":1}")
                    .statusCode(429)
                    .header("retry-after", "1")
                    .header("retry-after-ms", notNullValue())
                    .header("x-ratelimit-limit-requests", "1")
                    .header("x-ratelimit-remaining-requests", "0")
                    .body("error.code", equalTo("concurrency_limit"))
                    .body("error.type", equalTo("rate_limit_exceeded"));
            answers.release();
            first.readUntil(END);
        }

        answers.release();
        ask(GuardedDoor.ONE_AT_ONCE, "{\"model\":\"m\",\"max_tokens\":1}").statusCode(200);
    }

    @Test
    void aClientThatLeavesFreesItsKeysPlace() throws Exception {
        try (RawClient first = client()) {
            first.post(CHAT, "{\"model\":\"m\",\"max_tokens\":1}", key(GuardedDoor.ONE_AT_ONCE));
            engine.awaitRequest();
        }
        answers.release(1_000);

        Eventually.holds(
                () -> 200 == status(GuardedDoor.ONE_AT_ONCE, "{\"model\":\"m\",\"max_tokens\":1}"));
    }

    @Test
    void aBudgetOfTokensIsSpentByWhatRequestsMayTake() {
        answers.release(2);

        ask(GuardedDoor.FEW_TOKENS, "{\"model\":\"m\",\"max_tokens\":1900}")
                .statusCode(200)
                .header("x-ratelimit-limit-tokens", "2000")
                .header("x-ratelimit-remaining-tokens", notNullValue());

        ask(GuardedDoor.FEW_TOKENS, "{\"model\":\"m\",\"max_tokens\":1990}")
                .statusCode(429)
                .header("x-should-retry", "true")
                .body("error.code", equalTo("token_budget"));
        ask(GuardedDoor.FEW_TOKENS, "{\"model\":\"m\",\"max_tokens\":2000}")
                .statusCode(429)
                .header("x-should-retry", "false");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/generate", "/generate/", "//generate", "/generate;a=b", "/%67enerate"})
    void aListOfPromptsCountsForItsKeyToo(String path) throws Exception {
        String prompts = "{\"prompts\":[\"Hello\"],\"model\":\"m\"}";
        try (RawClient first = client();
                RawClient second = client()) {
            first.post("/generate", prompts, key(GuardedDoor.PROMPTS));
            engine.awaitRequest();

            second.post(path, prompts, key(GuardedDoor.PROMPTS));

            String refusal = second.readUntil("\r\n\r\n");
            assertTrue(refusal.startsWith("HTTP/1.1 4"), refusal);
        }
    }

    @Test
    void aRequestWaitsUntilTheEngineCanTakeIt() throws Exception {
        try (RawClient first = client();
                RawClient second = client()) {
            first.post(CHAT, HEAVY, key(GuardedDoor.ALICE));
            engine.awaitRequest();
            second.post(CHAT, HEAVY, key(GuardedDoor.ALICE));
            waiting(1);
            assertEquals(0, engine.waitingRequests());

            answers.release();

            first.readUntil(END);
            engine.awaitRequest();
            answers.release();
            assertTrue(second.readUntil(END).startsWith("HTTP/1.1 200"));
        }
    }

    @Test
    void anAliasWaitsInTheSameLine() throws Exception {
        try (RawClient first = client();
                RawClient second = client()) {
            first.post(CHAT, HEAVY, key(GuardedDoor.ALICE));
            engine.awaitRequest();

            second.post(CHAT, HEAVY.replace("\"m\"", "\"alias\""), key(GuardedDoor.ALICE));

            waiting(1);
        }
    }

    @Test
    void interactiveRequestsGoBeforeTheBatch() throws Exception {
        try (RawClient first = client();
                RawClient batch = client();
                RawClient interactive = client()) {
            first.post(CHAT, HEAVY, key(GuardedDoor.ALICE));
            engine.awaitRequest();
            batch.post(CHAT, HEAVY, key(GuardedDoor.BATCH), "X-Who: batch");
            waiting(1);
            interactive.post(CHAT, HEAVY, key(GuardedDoor.ALICE), "X-Who: interactive");
            waiting(2);

            answers.release(3);

            assertEquals("interactive", engine.awaitRequest().header("x-who"));
            assertEquals("batch", engine.awaitRequest().header("x-who"));
        }
    }

    @Test
    void aClientMayPutItselfBehindOthers() throws Exception {
        try (RawClient first = client();
                RawClient modest = client();
                RawClient interactive = client()) {
            first.post(CHAT, HEAVY, key(GuardedDoor.ALICE));
            engine.awaitRequest();
            modest.post(
                    CHAT, HEAVY, key(GuardedDoor.ALICE), "X-Stoker-Class: batch", "X-Who: modest");
            waiting(1);
            interactive.post(CHAT, HEAVY, key(GuardedDoor.ALICE), "X-Who: interactive");
            waiting(2);

            answers.release(3);

            assertEquals("interactive", engine.awaitRequest().header("x-who"));
            assertEquals("modest", engine.awaitRequest().header("x-who"));
        }
    }

    @Test
    void aLineThatIsFullSaysSoAndWhenToComeAgain() throws Exception {
        try (RawClient first = client();
                RawClient second = client();
                RawClient third = client()) {
            first.post(CHAT, HEAVY, key(GuardedDoor.ALICE));
            engine.awaitRequest();
            second.post(CHAT, HEAVY, key(GuardedDoor.ALICE));
            third.post(CHAT, HEAVY, key(GuardedDoor.ALICE));
            waiting(2);

            ask(GuardedDoor.ALICE, HEAVY)
                    .statusCode(529)
                    .header("retry-after", notNullValue())
                    .header("retry-after-ms", matchesPattern("[0-9]{4,}"))
                    .header("x-should-retry", "true")
                    .body("error.code", equalTo("overloaded"));
        }
    }

    @Test
    void aClientThatLeavesTheLineFreesItsPlaceAtOnce() throws Exception {
        try (RawClient first = client()) {
            first.post(CHAT, HEAVY, key(GuardedDoor.ALICE));
            engine.awaitRequest();
            try (RawClient second = client()) {
                second.post(CHAT, HEAVY, key(GuardedDoor.ALICE));
                waiting(1);
            }

            waiting(0);

            answers.release();
            first.readUntil(END);
            answers.release();
            ask(GuardedDoor.ALICE, "{\"model\":\"m\",\"max_tokens\":1,\"last\":1}").statusCode(200);
            assertTrue(engine.awaitRequest().body().contains("last"));
        }
    }

    @Test
    void whileNoEngineIsReadyNobodyWaitsForATurn() {
        fleet.is();

        ask(GuardedDoor.ALICE, HEAVY)
                .statusCode(404)
                .body("error.code", equalTo("model_not_found"));
    }

    @Test
    void aLimitedKeyMakesNoLineForAModelThatNobodyServes() {
        ask(GuardedDoor.ONE_AT_ONCE, "{\"model\":\"invented\"}").statusCode(404);

        assertNull(registry.find("stoker.admission.waiting").tag("model", "invented").gauge());
    }

    @Test
    void howMuchAnEngineTakesIsLearnedFromItsMetrics() throws Exception {
        fleet.is(Engines.ready(Engines.spec("curious", "learner"), engine.port()));
        String heavy = HEAVY.replace("\"m\"", "\"learner\"");
        List<RawClient> clients = new ArrayList<>();
        try {
            Eventually.holds(() -> {
                clients.add(opened(heavy));
                return admission.waiting("learner") > 0;
            });
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    private static RawClient opened(String body) {
        try {
            return client().post(CHAT, body, key(GuardedDoor.ALICE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answerWhenTold(WireEngine.Request request, WireEngine.Connection connection)
            throws Exception {
        if (request.head().getFirst().startsWith("GET /metrics ")) {
            connection.lines("HTTP/1.1 200 OK", "Content-Length: " + METRICS.length(), "");
            connection.write(METRICS);
        } else if (answers.tryAcquire(30, TimeUnit.SECONDS)) {
            connection.lines("HTTP/1.1 200 OK", "Content-Length: " + END.length(), "");
            connection.write(END);
        }
    }

    private void waiting(int count) {
        Eventually.holds(() -> admission.waiting("m") == count);
    }

    private static int status(String key, String body) {
        return given().header("x-api-key", key).body(body).post(CHAT).statusCode();
    }

    private static ValidatableResponse ask(String key, String body) {
        return given().header("x-api-key", key).body(body).post(CHAT).then();
    }

    private static String key(String secret) {
        return "Authorization: Bearer " + secret;
    }

    private static RawClient client() throws IOException {
        return new RawClient(RestAssured.port);
    }
}
