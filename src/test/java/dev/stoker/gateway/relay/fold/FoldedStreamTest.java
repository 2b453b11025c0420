package dev.stoker.gateway.relay.fold;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FoldedStreamTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// What is of one run alone.
    private static final List<String> FLEETING = List.of("id", "created", "timings");

    /// Both answers are a genuine llama.cpp's to the same request.
    @ParameterizedTest
    @ValueSource(
            strings = {"chat", "chat-json", "chat-logprobs", "completion", "completion-logprobs"})
    void theFoldedStreamIsTheAnswerThatTheEngineGivesWhole(String name) throws IOException {
        String folded =
                FoldedStream.fold(capture(name + ".stream"), name.startsWith("chat"))
                        .orElseThrow()
                        .body();

        assertEquals(lasting(capture(name + ".unary")), lasting(folded));
        FLEETING.forEach(field -> assertEquals(true, folded.contains("\"" + field + "\":")));
    }

    @Test
    void toolCallsAreJoinedByTheirIndex() throws IOException {
        String events =
                """
                data: {"choices":[{"index":0,"delta":{"role":"assistant","content":null}}]}

                data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c0","type":"function","function":{"name":"f","arguments":"{\\"a\\""}}]}}]}

                data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"c1","type":"function","function":{"name":"g","arguments":""}}]}}]}

                data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":":1}"}}]}}]}

                data: {"choices":[{"index":0,"finish_reason":"tool_calls","delta":{}}]}

                data: [DONE]

                """;

        JsonNode choice = JSON.readTree(whole(events).body()).at("/choices/0");

        assertEquals(
                JSON.readTree(
                        """
                        {"finish_reason": "tool_calls", "index": 0, "message": {
                          "role": "assistant", "content": "", "tool_calls": [
                            {"id": "c0", "type": "function",
                             "function": {"name": "f", "arguments": "{\\"a\\":1}"}},
                            {"id": "c1", "type": "function",
                             "function": {"name": "g", "arguments": ""}}]}}
                        """),
                choice);
    }

    @Test
    void reasoningIsJoinedBesideTheContent() throws IOException {
        String events =
                """
                data: {"choices":[{"delta":{"reasoning_content":"be"}}]}

                data: {"choices":[{"delta":{"reasoning_content":"cause"}}]}

                data: {"choices":[{"delta":{"content":"so"}}]}

                data: [DONE]

                """;

        JsonNode message = JSON.readTree(whole(events).body()).at("/choices/0/message");

        assertEquals("because", message.path("reasoning_content").asText());
        assertEquals("so", message.path("content").asText());
    }

    @Test
    void numbersKeepTheirDigits() {
        String events =
                "data: {\"choices\":[],\"x\":1.10,\"y\":12345678901234567890}\n\ndata: [DONE]\n";

        String body = whole(events).body();

        assertEquals(true, body.contains("\"x\":1.10,\"y\":12345678901234567890"), body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {\"error\":{\"code\":500,\"message\":\"x\"}}\n\n",
                "error: {\"code\":500,\"message\":\"x\"}\n\n"
            })
    void anErrorInTheStreamIsTheAnswersStatus(String event) {
        FoldedStream.Whole whole = whole("data: {\"choices\":[]}\n\n" + event);

        assertEquals(500, whole.status());
        assertEquals("{\"error\":{\"code\":500,\"message\":\"x\"}}", whole.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "data: {\"choices\":[]}\n\n", "data: {\"cho", "data: [DONE"})
    void aStreamWithoutItsEndIsNoAnswer(String events) {
        assertEquals(Optional.empty(), FoldedStream.fold(events, true));
    }

    private static FoldedStream.Whole whole(String events) {
        return FoldedStream.fold(events, true).orElseThrow();
    }

    private static JsonNode lasting(String body) throws IOException {
        ObjectNode answer = (ObjectNode) JSON.readTree(body);
        answer.remove(FLEETING);
        ((ObjectNode) answer.path("usage")).remove("prompt_tokens_details");
        return answer;
    }

    private static String capture(String name) throws IOException {
        try (InputStream in = FoldedStreamTest.class.getResourceAsStream("/fold/" + name)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
