package dev.stoker.gateway.relay;

import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;

import dev.stoker.supervisor.EngineState;
import dev.stoker.testkit.Engines;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(TestFleet.Profile.class)
class ModelListingTest {
    @Inject TestFleet fleet;

    @BeforeEach
    void twoModels() {
        fleet.is(
                Engines.ready(Engines.spec("a", "Qwen/Qwen3-8B-FP8", "llm"), 1),
                Engines.in(
                        new EngineState.Starting(Instant.EPOCH, "loading", 1, Optional.empty()),
                        Engines.spec("b", "other")),
                Engines.in(new EngineState.Stopped(), Engines.spec("c", "old", "llm")));
    }

    @Test
    void everyNameIsListedOnceWithItsState() {
        when().get("/v1/models")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("object", equalTo("list"))
                .body("data.id", contains("Qwen/Qwen3-8B-FP8", "llm", "other", "old"))
                .body("data.object", everyItem(equalTo("model")))
                .body("data.owned_by", everyItem(equalTo("stoker")))
                .body("data.state", contains("ready", "ready", "loading", "failed"))
                .body("data[1].root", equalTo("Qwen/Qwen3-8B-FP8"));
    }

    @Test
    void oneModelIsFoundByItsNameWithOrWithoutEscapedSlash() {
        when().get("/v1/models/{a}/{b}", "Qwen", "Qwen3-8B-FP8")
                .then()
                .statusCode(200)
                .body("id", equalTo("Qwen/Qwen3-8B-FP8"));
        when().get("/v1/models/{name}", "Qwen/Qwen3-8B-FP8").then().statusCode(200);
    }

    @Test
    void aModelThatIsNotServedIsRefused() {
        when().get("/v1/models/gpt-5")
                .then()
                .statusCode(404)
                .body("error.code", equalTo("model_not_found"));
    }
}
