package dev.stoker.summarize.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// A text that may have so many tokens of the model, and the prompt that it belongs into.
///
/// It travels inside the request until the engine is known whose tokens count: a job can be filled
/// while no engine is ready.
public record TextBudget(String template, String text, int mostTokens) {
    /// Where the text goes in a template.
    public static final String PLACEHOLDER = "{text}";

    static final String FIELD = "stoker_text_budget";

    /// Adds it to a chat completion whose message waits for it.
    public void writeTo(ObjectNode request) {
        request.putObject(FIELD)
                .put("template", template)
                .put("text", text)
                .put("most_tokens", mostTokens);
    }

    static Optional<TextBudget> of(JsonNode request) {
        JsonNode field = request.path(FIELD);
        return field.isObject()
                ? Optional.of(
                        new TextBudget(
                                field.path("template").asText(),
                                field.path("text").asText(),
                                field.path("most_tokens").asInt()))
                : Optional.empty();
    }

    /// The template with that text in its place.
    public static String filled(String template, String text) {
        return template.replace(PLACEHOLDER, text);
    }
}
