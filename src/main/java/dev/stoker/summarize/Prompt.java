package dev.stoker.summarize;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// How an engine is asked for a summary; what is empty is left to the model's own defaults.
///
/// @param template in which `{text}` stands for the filing's text
/// @param maxTokens of the summary
public record Prompt(
        String template, int maxTokens, Optional<Double> temperature, Optional<Double> topP) {
    public static final String PLACEHOLDER = "{text}";
    public static final Prompt DEFAULT =
            new Prompt(
                    "/no_think Summarize this SEC filing in a single, short paragraph.\n\n{text}",
                    1_000,
                    Optional.empty(),
                    Optional.empty());

    public Prompt {
        if (!template.contains(PLACEHOLDER)) {
            throw new IllegalArgumentException("prompt must hold " + PLACEHOLDER + ": " + template);
        }
    }

    /// The request for one filing, as a chat completion.
    String request(String model, String text) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("model", model);
        body.putArray("messages")
                .addObject()
                .put("role", "user")
                .put("content", template.replace(PLACEHOLDER, text));
        body.put("max_tokens", maxTokens);
        temperature.ifPresent(value -> body.put("temperature", value));
        topP.ifPresent(value -> body.put("top_p", value));
        return body.toString();
    }
}
