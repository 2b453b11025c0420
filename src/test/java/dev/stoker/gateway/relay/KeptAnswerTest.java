package dev.stoker.gateway.relay;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stoker.supervisor.EngineSnapshot;
import dev.stoker.testkit.Engines;
import dev.stoker.testkit.WireEngine;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Answers that an engine keeps, and paths that it lacks.
@QuarkusTest
@TestProfile(TestFleet.Profile.class)
@Timeout(60)
class KeptAnswerTest {
    @Inject TestFleet fleet;

    private final List<WireEngine> wires = new ArrayList<>();

    @AfterEach
    void stop() throws IOException {
        for (WireEngine wire : wires) {
            wire.close();
        }
    }

    @Test
    void whoComesBackForAnAnswerGetsToTheEngineThatMadeIt() {
        fleet.is(engine("a", "resp_a1"), engine("b", "resp_b1"));
        for (int i = 0; i < 20; i++) {
            String id = given().body("{\"model\":\"m\"}").post("/v1/responses").path("id");
            String engine = id.substring(5, 6);

            given().get("/v1/responses/" + id).then().header("x-engine", engine);
            given().post("/v1/responses/" + id + "/cancel").then().header("x-engine", engine);
            given().body("{\"model\":\"m\",\"previous_response_id\":\"" + id + "\"}")
                    .post("/v1/responses")
                    .then()
                    .header("x-engine", engine);
        }
    }

    @Test
    void anAnswerThatNobodyKnowsIsAskedOfTheOnlyEngine() throws Exception {
        fleet.is(engine("a", "resp_a2"));

        given().get("/v1/responses/resp_x?include=y").then().statusCode(200);

        assertEquals(
                "GET /v1/responses/resp_x?include=y HTTP/1.1",
                wires.getFirst().awaitRequest().head().getFirst());
    }

    @Test
    void anAnswerThatNobodyKnowsIsNotFoundAmongSeveral() {
        fleet.is(engine("a", "resp_a3"), engine("b", "resp_b3"));

        given().get("/v1/responses/resp_x")
                .then()
                .statusCode(404)
                .body("error.code", equalTo("response_not_found"));
    }

    @Test
    void aPathThatItsEngineLacksIsNotFoundInOpenAisShape() {
        for (String body : new String[] {"{\"detail\":\"Not Found\"}", ""}) {
            fleet.is(engine("a", 404, body));

            given().body("{\"model\":\"m\"}")
                    .post("/v1/rerank")
                    .then()
                    .statusCode(404)
                    .body("error.code", equalTo("not_offered"))
                    .body(
                            "error.message",
                            equalTo("The engine a of m (simulator) does not offer /v1/rerank."));
        }
    }

    @Test
    void whateverElseItDoesNotFindItSaysItself() {
        fleet.is(engine("a", 404, "{\"error\":{\"message\":\"no such adapter\"}}"));

        given().body("{\"model\":\"m\"}")
                .post("/v1/completions")
                .then()
                .statusCode(404)
                .body("error.message", equalTo("no such adapter"));
    }

    @Test
    void anAnswerTellsWhatTimeWentWhere() {
        fleet.is(engine("a", "resp_a4"));

        given().body("{\"model\":\"m\"}")
                .post("/v1/responses")
                .then()
                .header(
                        "server-timing",
                        matchesPattern("stoker;dur=[0-9.E-]+, engine;dur=[0-9.E-]+"));
    }

    private EngineSnapshot engine(String name, String answer) {
        return engine(name, 200, "{\"id\":\"" + answer + "\"}");
    }

    private EngineSnapshot engine(String name, int status, String body) {
        WireEngine wire =
                WireEngine.start((_, c) ->
                        c.lines(
                                        "HTTP/1.1 " + status + " X",
                                        "x-engine: " + name,
                                        "content-type: application/json",
                                        "content-length: " + body.length(),
                                        "")
                                .write(body));
        wires.add(wire);
        return Engines.ready(Engines.spec(name, "m"), wire.port());
    }
}
