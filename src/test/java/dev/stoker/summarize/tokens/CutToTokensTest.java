package dev.stoker.summarize.tokens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stoker.engine.EngineDialect;
import dev.stoker.engine.LlamaCpp;
import dev.stoker.engine.TensorRtLlm;
import dev.stoker.engine.Vllm;
import dev.stoker.inference.EngineAnswer;
import dev.stoker.inference.EngineCall;
import dev.stoker.inference.Route;
import dev.stoker.testkit.Engines;
import dev.stoker.testkit.ScriptedEngine;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CutToTokensTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ScriptedEngine engine = new ScriptedEngine("llm").says(CutToTokensTest::answer);
    private final CutToTokens client = new CutToTokens(engine);

    @Test
    void theTextIsCutAndPutIntoItsPrompt() throws Exception {
        EngineAnswer answer =
                client.complete(route(new Vllm()), call("word ".repeat(500).strip(), 100));

        assertEquals(200, answer.status());
        EngineCall sent = engine.calls().getLast();
        JsonNode body = JSON.readTree(sent.body());
        String content = body.path("messages").path(0).path("content").asText();
        assertEquals("/v1/chat/completions", sent.path());
        assertTrue(content.startsWith("Say word word"), content);
        assertTrue(content.endsWith("word, please"), content);
        assertTrue(words(content) - 2 <= 100, () -> "words " + words(content));
        assertFalse(body.has(TextBudget.FIELD));
        assertEquals(50, body.path("max_tokens").asInt());
    }

    @Test
    void aTextThatFitsIsSentWhole() throws Exception {
        client.complete(route(new Vllm()), call("a short text", 100));

        assertEquals(List.of("/tokenize", "/v1/chat/completions"), paths());
        assertTrue(engine.calls().getLast().body().contains("Say a short text, please"));
    }

    @Test
    void llamaCppIsAskedInItsOwnWords() throws Exception {
        client.complete(route(new LlamaCpp()), call("a short text", 100));

        JsonNode asked = JSON.readTree(engine.calls().getFirst().body());
        assertEquals("a short text", asked.path("content").asText());
    }

    @Test
    void anyOtherRequestPassesUntouched() throws Exception {
        EngineCall plain = call("{\"messages\": []}");

        client.complete(route(new Vllm()), plain);

        assertSame(plain, engine.calls().getFirst());
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 405, 501})
    void anEngineWithoutATokenizerFailsTheItemWithAReason(int status) throws Exception {
        engine.says(_ -> new EngineAnswer(status, "{\"detail\": \"Not Found\"}"));

        EngineAnswer answer = client.complete(route(new TensorRtLlm()), call("a text", 100));

        assertEquals(422, answer.status());
        assertTrue(answer.body().contains("max_text_tokens"), answer.body());
        assertEquals(List.of("/tokenize"), paths());
    }

    @Test
    void anEngineThatIsBusyIsToldAsBusySoThatTheItemIsTriedAgain() throws Exception {
        engine.says(_ -> ScriptedEngine.refusal(503, "busy"));

        assertEquals(503, client.complete(route(new Vllm()), call("a text", 100)).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "no JSON", "[]", "{\"count\": \"many\"}"})
    void anAnswerWithoutANumberIsNoNumber(String nonsense) throws Exception {
        engine.says(_ -> new EngineAnswer(200, nonsense));

        assertEquals(422, client.complete(route(new Vllm()), call("a text", 100)).status());
    }

    private static EngineAnswer answer(EngineCall call) {
        if (!call.path().equals("/tokenize")) {
            return ScriptedEngine.chat("ok");
        }
        JsonNode body = tree(call.body());
        String text = body.path("prompt").asText(body.path("content").asText());
        return new EngineAnswer(200, "{\"count\": %d}".formatted(words(text)));
    }

    private static int words(String text) {
        return text.strip().split("\\s+").length;
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static EngineCall call(String text, int tokens) {
        ObjectNode body = JSON.createObjectNode().put("model", "llm").put("max_tokens", 50);
        body.putArray("messages").addObject().put("role", "user").put("content", "");
        new TextBudget("Say {text}, please", text, tokens).writeTo(body);
        return call(body.toString());
    }

    private static EngineCall call(String body) {
        return new EngineCall("/v1/chat/completions", body, "id", true, Duration.ofSeconds(30));
    }

    private static Route.Serve route(EngineDialect kind) {
        return new Route.Serve(
                Engines.spec(kind, "engine", "llm"), 1, URI.create("http://127.0.0.1:1"));
    }

    private List<String> paths() {
        return engine.calls().stream().map(EngineCall::path).toList();
    }
}
