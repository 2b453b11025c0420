package dev.stoker.summarize;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stoker.summarize.tokens.TextBudget;
import java.util.Optional;
import java.util.OptionalInt;

/// How an engine is asked for a summary; what is empty is left to the model's own defaults.
///
/// @param template in which `{text}` stands for the filing's text
/// @param maxTokens of the summary
/// @param textTokens that the filing's text may have, by the model's own tokenizer
public record Prompt(
        String template,
        int maxTokens,
        Optional<Double> temperature,
        Optional<Double> topP,
        OptionalInt textTokens) {
    public static final String PLACEHOLDER = TextBudget.PLACEHOLDER;
    public static final Prompt DEFAULT =
            new Prompt(
                    "/no_think Summarize this SEC filing in a single, short paragraph.\n\n{text}",
                    1_000,
                    Optional.empty(),
                    Optional.empty());

    /// A text of any number of tokens.
    public Prompt(
            String template, int maxTokens, Optional<Double> temperature, Optional<Double> topP) {
        this(template, maxTokens, temperature, topP, OptionalInt.empty());
    }

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
                .put("content", textTokens.isPresent() ? "" : TextBudget.filled(template, text));
        body.put("max_tokens", maxTokens);
        temperature.ifPresent(value -> body.put("temperature", value));
        topP.ifPresent(value -> body.put("top_p", value));
        textTokens.ifPresent(most -> new TextBudget(template, text, most).writeTo(body));
        return body.toString();
    }
}
