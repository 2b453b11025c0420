package dev.stoker.gateway.generate;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.stoker.gateway.jobs.BatchProfile;
import dev.stoker.gateway.jobs.ScriptedWiring;
import dev.stoker.inference.EngineCall;
import dev.stoker.testkit.ScriptedEngine;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(BatchProfile.class)
class GenerateResourceTest {
    private final ScriptedEngine engine = ScriptedWiring.engine();

    @AfterEach
    void reset() {
        engine.comeBack().says(call -> ScriptedEngine.chat("fine"));
    }

    @Test
    void completionsComeInTheOrderOfTheirPrompts() {
        engine.says(
                call -> ScriptedEngine.chat(call.body().replaceAll(".*(prompt-\\d).*", "re: $1")));

        generate("{\"prompts\": [\"prompt-1\", \"prompt-2\", \"prompt-3\"]}")
                .statusCode(200)
                .body("model", equalTo("test/model"))
                .body("completions", contains("re: prompt-1", "re: prompt-2", "re: prompt-3"))
                .body("usage.prompt_tokens", equalTo(30))
                .body("usage.completion_tokens", equalTo(6))
                .body("usage.total_tokens", equalTo(36))
                .body("tokens_per_second", greaterThan(0f));
    }

    @Test
    void samplingIsPassedOnAndNothingElseIsAdded() {
        generate("{\"prompts\": [\"say so\"], \"model\": \"llm\", \"max_tokens\": 7, \"seed\": 3}")
                .statusCode(200);

        EngineCall call = engine.calls().getLast();
        assertEquals(
                "{\"model\":\"llm\",\"messages\":[{\"role\":\"user\",\"content\":\"say so\"}],"
                        + "\"max_tokens\":7,\"seed\":3}",
                call.body());
        assertFalse(call.batch());
    }

    @Test
    void morePromptsThanAllowedAreRefusedWithBothNumbers() {
        generate("{\"prompts\": [\"1\", \"2\", \"3\", \"4\", \"5\"]}")
                .statusCode(400)
                .body("error.message", equalTo("prompts must hold at most 4 prompts: 5"))
                .body("error.param", equalTo("prompts"));
    }

    @Test
    void promptsMustBeTextsThatSaySomething() {
        mistake("{}", "prompts", "prompts is missing");
        mistake("{\"prompts\": []}", "prompts", "prompts must not be empty: []");
        mistake("{\"prompts\": \"a\"}", "prompts", "prompts must be a list: \"a\"");
        mistake("{\"prompts\": [\"a\", 2]}", "prompts[1]", "prompts[1] must be a string: 2");
        mistake("{\"prompts\": [\"a\", \"\"]}", "prompts[1]", "prompts[1] must not be empty: \"\"");
        mistake(
                "{\"prompt\": [\"a\"]}",
                "prompt",
                "unknown field \"prompt\"; the nearest is \"prompts\"");
    }

    @Test
    void anEngineThatIsNotReadyIsToldWithATimeToComeBack() {
        engine.die();

        generate("{\"prompts\": [\"a\"]}")
                .statusCode(503)
                .header("Retry-After", equalTo("1"))
                .header("retry-after-ms", equalTo("1000"))
                .header("x-should-retry", equalTo("true"))
                .body("error.type", equalTo("service_unavailable"))
                .body("error.code", equalTo("engine_loading"))
                .body("error.phase", equalTo("restarting after unknown"))
                .body("error.percent", equalTo(0))
                .body(
                        "error.message",
                        equalTo(
                                "The engine of test/model is not ready: restarting after unknown,"
                                        + " 0 %. Ask again in 1 s."));
    }

    @Test
    void anEngineThatDiesMeanwhileIsAReasonToComeBack() {
        engine.says(call -> {
            engine.die();
            return ScriptedEngine.chat("lost");
        });

        generate("{\"prompts\": [\"a\", \"b\"]}")
                .statusCode(503)
                .header("Retry-After", equalTo("2"))
                .header("x-should-retry", equalTo("true"))
                .body("error.code", equalTo("engine_unreachable"))
                .body("error.message", equalTo("the engine gave no answer: connection reset"));
    }

    @Test
    void aRefusalByTheEngineNamesThePrompt() {
        engine.says(call ->
                call.body().contains("long")
                        ? ScriptedEngine.refusal(400, "too long")
                        : ScriptedEngine.chat("fine"));

        generate("{\"prompts\": [\"short\", \"long\"]}")
                .statusCode(400)
                .body("error.type", equalTo("invalid_request_error"))
                .body("error.code", equalTo("engine_refused"))
                .body("error.message", equalTo("prompts[1]: engine answered 400: too long"));
    }

    private static void mistake(String body, String param, String message) {
        generate(body)
                .statusCode(400)
                .body("error.message", equalTo(message))
                .body("error.param", equalTo(param));
    }

    private static ValidatableResponse generate(String body) {
        return given().body(body).when().post("/generate").then();
    }
}
