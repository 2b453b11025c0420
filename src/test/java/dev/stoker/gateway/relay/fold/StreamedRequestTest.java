package dev.stoker.gateway.relay.fold;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamedRequestTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String ON = "\"stream\":true,\"stream_options\":{\"include_usage\":true}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"model":"m","messages":[]}                 | {ON,"model":"m","messages":[]}
                    { "model" : "é", "temperature" : 1e0 }      | {ON, "model" : "é", "temperature" : 1e0 }
                    {"stream":false,"model":"m"}                | {ON,"model":"m"}
                    {"model":"m", "stream" : null , "seed":1}   | {"model":"m", ON , "seed":1}
                    {"messages":[{"stream":1}],"tools":[{"n":2}]} | {ON,"messages":[{"stream":1}],"tools":[{"n":2}]}
                    """)
    void aStreamIsAskedForAndEveryOtherByteStays(String body, String streamed) {
        assertEquals(Optional.of(streamed.replace("ON", ON)), rewritten(CHAT, body));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"stream\":true,\"model\":\"m\"}",
                "{\"stream\":false,\"stream\":false}",
                "{\"stream\":\"no\"}",
                "{\"model\":\"m\",\"n\":2}",
                "{\"model\":\"m\",\"stream_options\":{}}",
                "{\"model\":\"m\",\"echo\":true}",
                "{\"prompt\":[\"a\",\"b\"]}",
                "{\"prompt\":[1,2]}",
                "{\"model\":\"m\",\"of a later version\":1}",
                "{\"model\":\"m\"} {}",
                "{\"model\":\"m\"",
                "[]",
                ""
            })
    void whatCannotBeToldFromAStreamGoesAsItIs(String body) {
        assertEquals(Optional.empty(), rewritten(CHAT, body));
    }

    @Test
    void onlyChatsAndCompletionsAreFolded() {
        assertEquals(Optional.empty(), rewritten("/v1/embeddings", "{\"model\":\"m\"}"));
        assertEquals(
                Optional.of("{" + ON + ",\"prompt\":\"a\"}"),
                rewritten("/v1/completions", "{\"prompt\":\"a\"}"));
    }

    private static Optional<String> rewritten(String path, String body) {
        return StreamedRequest.of(path, body.getBytes(UTF_8))
                .map(bytes -> new String(bytes, UTF_8));
    }
}
