package dev.stoker.summarize;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stoker.batch.job.ItemState;
import dev.stoker.batch.job.Result;

/// A result of a summary job in the words of its readers: a filing and its summary.
final class SummaryLine {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String THOUGHT_START = "<think>";
    private static final String THOUGHT_END = "</think>";

    private SummaryLine() {}

    /// One JSON object: cursor and state, what is known of the filing, and the summary or the
    /// error.
    static String of(Result result) {
        ObjectNode line = JSON.createObjectNode();
        line.put("cursor", Long.toString(result.cursor()));
        line.put("state", result.state().label());
        line.setAll((ObjectNode) tree(result.subject().attributes()));
        result.answer()
                .filter(_ -> result.state() == ItemState.DONE)
                .ifPresent(answer -> answered(line, answer));
        result.error().ifPresent(error -> line.put("error", error));
        return line.toString();
    }

    private static void answered(ObjectNode line, Result.Answer answer) {
        JsonNode content =
                tree(answer.body()).path("choices").path(0).path("message").path("content");
        line.put("summary", withoutThought(content.asText("")));
        line.putObject("usage")
                .put("prompt_tokens", answer.tokens().prompt())
                .put("completion_tokens", answer.tokens().output());
        if (answer.cached()) {
            line.put("cached", true);
        }
    }

    /// Qwen3 puts an empty thought before its answer even when told not to think.
    private static String withoutThought(String content) {
        String text = content.strip();
        int end = text.indexOf(THOUGHT_END);
        return text.startsWith(THOUGHT_START) && end >= 0
                ? text.substring(end + THOUGHT_END.length()).strip()
                : text;
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored result is not JSON: " + json, e);
        }
    }
}
