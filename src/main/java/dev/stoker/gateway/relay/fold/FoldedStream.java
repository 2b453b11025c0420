package dev.stoker.gateway.relay.fold;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// Folds the events of a stream into the whole answer that the engine would have given.
///
/// Texts and lists of log probabilities are joined, tool calls are joined by their index, of
/// anything else the last value holds. Numbers keep their digits.
public final class FoldedStream {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();
    private static final int FAILED = 500;

    /// What the client gets.
    ///
    /// @param status 200, or that of the error that the stream ended with
    public record Whole(int status, String body) {}

    private final ObjectNode answer = JSON.createObjectNode();
    private final FoldedChoice choice;
    private Optional<JsonNode> error = Optional.empty();
    private boolean done;

    private FoldedStream(boolean chat) {
        this.choice = new FoldedChoice(JSON, chat);
        answer.set("choices", JSON.createArrayNode());
        answer.put("object", chat ? "chat.completion" : "text_completion");
    }

    /// @param chat whether the events are a chat's
    /// @return empty where the stream is not whole
    public static Optional<Whole> fold(String events, boolean chat) {
        FoldedStream folded = new FoldedStream(chat);
        try {
            for (String line : events.lines().toList()) {
                folded.take(line);
            }
        } catch (JsonProcessingException broken) {
            return Optional.empty();
        }
        return folded.whole();
    }

    private void take(String line) throws JsonProcessingException {
        int colon = line.indexOf(':');
        if (colon <= 0) {
            return;
        }
        String data = line.substring(colon + 1).strip();
        switch (line.substring(0, colon)) {
            case "data" -> event(data);
            case "error" -> error = Optional.of(JSON.readTree(data));
            default -> {}
        }
    }

    private void event(String data) throws JsonProcessingException {
        if (data.equals("[DONE]")) {
            done = true;
            return;
        }
        JsonNode event = JSON.readTree(data);
        if (event.has("error")) {
            error = Optional.of(event.get("error"));
            return;
        }
        event.properties().forEach(member -> member(member.getKey(), member.getValue()));
    }

    private void member(String name, JsonNode value) {
        switch (name) {
            case "choices" -> value.forEach(choice::take);
            case "object" -> {}
            default -> answer.set(name, value);
        }
    }

    private Optional<Whole> whole() {
        if (error.isPresent()) {
            int code = error.get().path("code").asInt(FAILED);
            int status = code >= 400 && code < 600 ? code : FAILED;
            ObjectNode body = JSON.createObjectNode();
            body.set("error", error.get());
            return Optional.of(new Whole(status, body.toString()));
        }
        if (!done) {
            return Optional.empty();
        }
        answer.withArray("choices").add(choice.whole());
        return Optional.of(new Whole(200, answer.toString()));
    }
}
