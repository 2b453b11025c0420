package dev.stoker.gateway.relay.fold;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/// Makes of a request for a whole answer one for a stream, where the whole answer can be told from
/// the stream exactly; every other byte of it stays as it is.
public final class StreamedRequest {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String CHAT = "/v1/chat/completions";
    private static final String COMPLETIONS = "/v1/completions";
    private static final byte[] STREAM =
            "\"stream\":true,\"stream_options\":{\"include_usage\":true},".getBytes(UTF_8);

    /// What changes an answer in ways that a stream shows as well. A request with anything else
    /// goes as it is: several choices, lists of prompts, an echo, figures of the engine's own.
    private static final Set<String> SAFE =
            Set.of(
                    "model",
                    "messages",
                    "prompt",
                    "max_tokens",
                    "max_completion_tokens",
                    "temperature",
                    "top_p",
                    "top_k",
                    "min_p",
                    "seed",
                    "stop",
                    "presence_penalty",
                    "frequency_penalty",
                    "repeat_penalty",
                    "logit_bias",
                    "logprobs",
                    "top_logprobs",
                    "tools",
                    "tool_choice",
                    "parallel_tool_calls",
                    "response_format",
                    "reasoning_effort",
                    "chat_template_kwargs",
                    "user",
                    "metadata");

    private StreamedRequest() {}

    /// @param path of the request
    /// @return empty where the request should rather go as it is
    public static Optional<byte[]> of(String path, byte[] body) {
        if (!path.equals(CHAT) && !path.equals(COMPLETIONS)) {
            return Optional.empty();
        }
        try (JsonParser parser = JSON.createParser(body)) {
            return parser.nextToken() == JsonToken.START_OBJECT
                    ? rewritten(parser, body)
                    : Optional.empty();
        } catch (IOException notJson) {
            // the engine says so better
            return Optional.empty();
        }
    }

    private static Optional<byte[]> rewritten(JsonParser parser, byte[] body) throws IOException {
        int open = (int) parser.currentLocation().getByteOffset();
        int streamFrom = -1;
        int streamTo = -1;
        int members = 0;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            int at = (int) parser.currentTokenLocation().getByteOffset();
            JsonToken value = parser.nextToken();
            if (name.equals("stream") && streamFrom < 0 && isOff(value)) {
                streamFrom = at;
                streamTo = (int) parser.currentLocation().getByteOffset();
            } else if (!isSafe(name, value)) {
                return Optional.empty();
            }
            parser.skipChildren();
            members++;
        }
        if (members == 0 || parser.nextToken() != null) {
            return Optional.empty();
        }
        return Optional.of(
                streamFrom < 0
                        ? replaced(body, open, open, STREAM)
                        : replaced(body, streamFrom, streamTo, withoutComma()));
    }

    private static boolean isOff(JsonToken value) {
        return value == JsonToken.VALUE_FALSE || value == JsonToken.VALUE_NULL;
    }

    private static boolean isSafe(String name, JsonToken value) {
        return SAFE.contains(name) && (!name.equals("prompt") || value == JsonToken.VALUE_STRING);
    }

    private static byte[] withoutComma() {
        return java.util.Arrays.copyOf(STREAM, STREAM.length - 1);
    }

    private static byte[] replaced(byte[] body, int from, int to, byte[] by) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + by.length);
        out.write(body, 0, from);
        out.writeBytes(by);
        out.write(body, to, body.length - to);
        return out.toByteArray();
    }
}
