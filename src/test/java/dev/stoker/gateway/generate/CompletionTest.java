package dev.stoker.gateway.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stoker.gateway.ApiException;
import dev.stoker.inference.EngineAnswer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompletionTest {
    @Test
    void anAnswerIsReadWithItsUsage() {
        assertEquals(
                new Completion("Hello", 5, 1),
                completion(
                        200,
                        """
                        {"choices":[{"message":{"content":"Hello"}}],
                         "usage":{"prompt_tokens":5,"completion_tokens":1}}
                        """));
    }

    @Test
    void aModelThatSaysNothingHasSaidNothing() {
        assertEquals(
                new Completion("", 0, 0),
                completion(200, "{\"choices\":[{\"message\":{\"content\":null}}]}"));
    }

    @Test
    void failuresOfTheEngineAreABadGateways() {
        assertEquals(
                "prompts[2]: engine answered 500: core dead",
                refused(500, "{\"error\":{\"message\":\"core dead\"}}"));
        assertEquals("prompts[2]: engine answered 200: no completion", refused(200, "{}"));
        assertEquals("prompts[2]: engine answered 200: no completion", refused(200, "<html>"));
        assertEquals(
                "prompts[2]: engine answered 200: gone",
                refused(200, "{\"error\":{\"message\":\"gone\"}}"));
    }

    @Test
    void tokensAreSummedAndTimed() {
        GenerateAnswer answer =
                GenerateAnswer.of(
                        "llm",
                        List.of(new Completion("a", 10, 3), new Completion("b", 20, 5)),
                        Duration.ofSeconds(2));

        assertEquals(List.of("a", "b"), answer.completions());
        assertEquals(new GenerateAnswer.Usage(30, 8, 38), answer.usage());
        assertEquals(4.0, answer.tokensPerSecond());
    }

    private static Completion completion(int status, String body) {
        return Completion.of("prompts[2]", new EngineAnswer(status, body));
    }

    private static String refused(int status, String body) {
        return String.valueOf(
                assertThrows(ApiException.class, () -> completion(status, body)).getMessage());
    }
}
