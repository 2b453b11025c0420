package dev.stoker.summarize;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.stoker.summarize.tokens.TextBudget;
import java.util.Optional;
import java.util.OptionalInt;

/// How an engine is asked for a summary; what is empty is left to the model's own defaults.
///
/// @param template in which `{text}` stands for the filing's text
/// @param maxTokens of the summary
public record Prompt(
        String template,
        int maxTokens,
        Optional<Double> temperature,
        Optional<Double> topP,
        Frame frame) {
    public static final String PLACEHOLDER = TextBudget.PLACEHOLDER;
    public static final Prompt DEFAULT =
            new Prompt(
                    "/no_think Summarize this SEC filing in a single, short paragraph.\n\n{text}",
                    1_000,
                    Optional.empty(),
                    Optional.empty());

    /// What stands around the question, and how much of the filing in it.
    ///
    /// @param system the message before it
    /// @param responseFormat JSON object that binds the answer: a JSON schema
    /// @param textTokens that the filing's text may have, by the model's own tokenizer
    public record Frame(
            Optional<String> system, Optional<String> responseFormat, OptionalInt textTokens) {
        public static final Frame NONE =
                new Frame(Optional.empty(), Optional.empty(), OptionalInt.empty());
    }

    public Prompt {
        if (!template.contains(PLACEHOLDER)) {
            throw new IllegalArgumentException("prompt must hold " + PLACEHOLDER + ": " + template);
        }
    }

    public Prompt(
            String template, int maxTokens, Optional<Double> temperature, Optional<Double> topP) {
        this(template, maxTokens, temperature, topP, Frame.NONE);
    }

    /// The request for one filing, as a chat completion.
    String request(String model, String text) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("model", model);
        ArrayNode messages = body.putArray("messages");
        frame.system()
                .ifPresent(system ->
                        messages.addObject().put("role", "system").put("content", system));
        messages.addObject()
                .put("role", "user")
                .put(
                        "content",
                        frame.textTokens().isPresent() ? "" : TextBudget.filled(template, text));
        body.put("max_tokens", maxTokens);
        temperature.ifPresent(value -> body.put("temperature", value));
        topP.ifPresent(value -> body.put("top_p", value));
        frame.textTokens().ifPresent(most -> new TextBudget(template, text, most).writeTo(body));
        frame.responseFormat()
                .ifPresent(format -> body.putRawValue("response_format", new RawValue(format)));
        return body.toString();
    }
}
