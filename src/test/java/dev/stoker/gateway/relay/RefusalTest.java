package dev.stoker.gateway.relay;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import dev.stoker.supervisor.Crash;
import dev.stoker.supervisor.CrashCause;
import dev.stoker.supervisor.EngineState;
import dev.stoker.testkit.Engines;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(TestFleet.Profile.class)
class RefusalTest {
    private static final String CHAT = "/v1/chat/completions";

    @Inject TestFleet fleet;

    @Test
    void aLoadingEngineSaysHowFarItIsAndWhenToAskAgain() {
        fleet.is(
                Engines.in(
                        new EngineState.Starting(
                                Instant.EPOCH,
                                "loading weights",
                                40,
                                Optional.of(Duration.ofMillis(12_300))),
                        Engines.spec("a", "m")));

        given().body("{\"model\":\"m\"}")
                .post(CHAT)
                .then()
                .statusCode(503)
                .header("retry-after", "13")
                .header("retry-after-ms", "12300")
                .header("x-should-retry", "true")
                .header("x-request-id", matchesPattern("req-.*"))
                .contentType("application/json")
                .body("error.type", equalTo("service_unavailable"))
                .body("error.code", equalTo("engine_loading"))
                .body("error.phase", equalTo("loading weights"))
                .body("error.percent", equalTo(40))
                .body("error.seconds_left", equalTo(13))
                .body("error.param", nullValue())
                .body(
                        "error.message",
                        equalTo(
                                "The engine of m is not ready: loading weights, 40 %, about 13 s"
                                        + " left. Ask again in 13 s."));
    }

    @Test
    void aFailedEngineSaysWhyAndThatAskingAgainIsUseless() {
        fleet.is(
                Engines.in(
                        new EngineState.Failed(
                                new Crash(CrashCause.BAD_FLAG, "unknown flag --x", Instant.EPOCH)),
                        Engines.spec("a", "m")));

        given().body("{\"model\":\"m\"}")
                .post(CHAT)
                .then()
                .statusCode(503)
                .header("x-should-retry", "false")
                .header("retry-after", nullValue())
                .body("error.code", equalTo("engine_failed"))
                .body("error.cause", equalTo("bad-flag"))
                .body(
                        "error.message",
                        equalTo("The engine of m is down (bad-flag): unknown flag --x"));
    }

    @Test
    void anUnknownModelIsToldWhatThereIs() {
        fleet.is(Engines.ready(Engines.spec("a", "m", "llm"), 1));

        given().body("{\"model\":\"gpt-5\"}")
                .post(CHAT)
                .then()
                .statusCode(404)
                .body("error.type", equalTo("invalid_request_error"))
                .body("error.code", equalTo("model_not_found"))
                .body("error.param", equalTo("model"))
                .body(
                        "error.message",
                        equalTo("The model 'gpt-5' does not exist. Served: m, llm."));
    }

    @Test
    void withSeveralModelsABodyMustNameOne() {
        fleet.is(
                Engines.ready(Engines.spec("a", "m"), 1), Engines.ready(Engines.spec("b", "n"), 2));

        given().body("{\"messages\":[]}")
                .post(CHAT)
                .then()
                .statusCode(400)
                .body("error.code", equalTo("model_missing"))
                .body("error.param", equalTo("model"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"model":       | unexpected end at byte 9.
                    {"model":7}     | model must be a string at byte 9.
                    []              | an object expected at byte 0.
                    {"a":tru,}      | unexpected ',' at byte 8.
                    """)
    void aBodyThatIsNoJsonIsRefusedWithThePlace(String body, String problem) {
        given().body(body)
                .post(CHAT)
                .then()
                .statusCode(400)
                .body("error.code", equalTo("invalid_json"))
                .body(
                        "error.message",
                        equalTo("The body is not a JSON object with a model: " + problem));
    }

    @Test
    void anEmptyBodyIsRefused() {
        given().post(CHAT)
                .then()
                .statusCode(400)
                .body(
                        "error.message",
                        equalTo(
                                "The body is not a JSON object with a model: unexpected end at"
                                        + " byte 0."));
    }

    @Test
    void aWrongMethodIsToldTheRightOne() {
        when().get(CHAT)
                .then()
                .statusCode(405)
                .header("allow", "POST")
                .body("error.code", equalTo("method_not_allowed"))
                .body("error.message", equalTo(CHAT + " does not take GET."));
        when().delete("/v1/models").then().statusCode(405).header("allow", "GET");
    }

    @Test
    void anUnknownPathIsRefusedInTheSameShape() {
        when().post("/v1/nothing")
                .then()
                .statusCode(404)
                .body("error.code", equalTo("unknown_url"))
                .body("error.message", equalTo("There is no POST /v1/nothing."));
    }
}
