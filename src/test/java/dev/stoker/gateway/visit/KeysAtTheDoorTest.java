package dev.stoker.gateway.visit;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stoker.gateway.relay.TestFleet;
import dev.stoker.simulator.Simulator;
import dev.stoker.testkit.Engines;
import dev.stoker.testkit.Simulators;
import dev.stoker.testkit.WireEngine;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(GuardedDoor.class)
class KeysAtTheDoorTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String HELLO =
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

    @Inject TestFleet fleet;

    @TestHTTPResource(value = "/health/live", management = true)
    URL live;

    @ParameterizedTest
    @CsvSource({"Authorization, 'Bearer '", "authorization, 'bearer '", "x-api-key, ''"})
    void aKnownKeyOpensHoweverItIsShown(String header, String prefix) throws Exception {
        try (Simulator engine = Simulators.start("")) {
            fleet.is(Engines.ready(Engines.spec("a", "m"), engine.port()));

            given().header(header, prefix + GuardedDoor.ALICE)
                    .body(HELLO)
                    .post(CHAT)
                    .then()
                    .statusCode(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                CHAT,
                "/v1/models",
                "/v1/models/m",
                "/v1//models",
                "/docs/../v1/models",
                "/batch/jobs",
                "/batch/summarize",
                "/generate",
                "/tokenize",
                "/nowhere"
            })
    void noPathThatDoesSomethingOpensWithoutAKey(String path) {
        given().urlEncodingEnabled(false)
                .header("X-Request-Id", "r1")
                .get(path)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer realm=\"stoker\"")
                .header("x-request-id", "r1")
                .contentType("application/json")
                .body("error.code", equalTo("invalid_api_key"))
                .body("error.type", equalTo("invalid_request_error"))
                .body("error.param", nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer wrong", "Bearer ", "Basic YTpi", "alices-secret"})
    void aWrongKeyIsNoKey(String authorization) {
        given().header("Authorization", authorization).get("/v1/models").then().statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/openapi", "/docs/", "/docs"})
    void theDocumentationIsForAll(String path) {
        given().get(path).then().statusCode(200);
    }

    @Test
    void operatorsNeedNoKeyOnTheirPort() {
        given().get(live).then().statusCode(200);
    }

    @Test
    void theResourcesBehindTheDoorOpenToAKey() {
        given().header("x-api-key", GuardedDoor.ALICE).get("/v1/models").then().statusCode(200);
        given().header("x-api-key", GuardedDoor.ALICE)
                .body("{}")
                .post("/generate")
                .then()
                .statusCode(400);
    }

    @Test
    void theEngineNeverSeesTheKey() throws Exception {
        try (WireEngine wire = WireEngine.start((_, c) -> c.lines("HTTP/1.1 204 No", ""))) {
            fleet.is(Engines.ready(Engines.spec("a", "m"), wire.port()));

            given().header("Authorization", "Bearer " + GuardedDoor.ALICE)
                    .header("x-api-key", GuardedDoor.ALICE)
                    .body(HELLO)
                    .post(CHAT)
                    .then()
                    .statusCode(204);
            WireEngine.Request request = wire.awaitRequest();

            assertEquals("", request.header("authorization") + request.header("x-api-key"));
            assertEquals(HELLO, request.body());
        }
    }

    @Test
    void aBrowsersPreflightNeedsNoKey() {
        given().header("Origin", GuardedDoor.ORIGIN)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,content-type")
                .options(CHAT)
                .then()
                .statusCode(200)
                .header("access-control-allow-origin", GuardedDoor.ORIGIN);
    }

    @Test
    void aBrowserMayReadWhyItWasRefused() {
        given().header("Origin", GuardedDoor.ORIGIN)
                .get("/v1/models")
                .then()
                .statusCode(401)
                .header("access-control-allow-origin", GuardedDoor.ORIGIN);
    }

    @Test
    void aStrangeOriginIsRefused() {
        given().header("Origin", "https://evil.example.com")
                .header("Access-Control-Request-Method", "POST")
                .options(CHAT)
                .then()
                .statusCode(403)
                .header("access-control-allow-origin", nullValue());
    }

    @Test
    void anAddressThatIsTooLongAndHeadersThatAreTooLargeAreRefused() {
        given().get("/v1/models?" + "x".repeat(5_000)).then().statusCode(414);
        given().header("X-Large", "x".repeat(9_000)).get("/v1/models").then().statusCode(431);
    }
}
