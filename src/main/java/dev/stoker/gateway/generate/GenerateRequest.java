package dev.stoker.gateway.generate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stoker.summarize.input.InvalidRequest;
import dev.stoker.summarize.input.JsonFields;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Prompts to complete, and how; what is empty is left to the engine.
record GenerateRequest(List<String> prompts, Optional<String> model, Sampling sampling) {
    private static final Set<String> FIELDS =
            Set.of("prompts", "model", "max_tokens", "temperature", "top_p", "seed");
    private static final int MOST_TOKENS = 1_000_000;

    GenerateRequest {
        prompts = List.copyOf(prompts);
    }

    record Sampling(
            OptionalLong maxTokens,
            Optional<Double> temperature,
            Optional<Double> topP,
            OptionalLong seed) {}

    /// @throws InvalidRequest on the first mistake
    static GenerateRequest parse(String body, int mostPrompts) {
        JsonFields fields = JsonFields.parse(body, FIELDS);
        if (!fields.has("prompts")) {
            throw new InvalidRequest("prompts", "prompts is missing");
        }
        List<String> prompts = fields.texts("prompts");
        if (prompts.size() > mostPrompts) {
            throw new InvalidRequest(
                    "prompts",
                    "prompts must hold at most %d prompts: %d"
                            .formatted(mostPrompts, prompts.size()));
        }
        checkFilled(prompts);
        Sampling sampling =
                new Sampling(
                        fields.integer("max_tokens", 1, MOST_TOKENS),
                        fields.number("temperature", 0, 2),
                        fields.number("top_p", 0, 1),
                        fields.integer("seed", Long.MIN_VALUE, Long.MAX_VALUE));
        return new GenerateRequest(prompts, fields.text("model"), sampling);
    }

    private static void checkFilled(List<String> prompts) {
        for (int i = 0; i < prompts.size(); i++) {
            if (prompts.get(i).isEmpty()) {
                String place = "prompts[" + i + "]";
                throw new InvalidRequest(place, place + " must not be empty: \"\"");
            }
        }
    }

    /// The engine request for one prompt, as a chat of one message.
    String body(String modelName, String prompt) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("model", modelName);
        body.putArray("messages").addObject().put("role", "user").put("content", prompt);
        sampling.maxTokens.ifPresent(value -> body.put("max_tokens", value));
        sampling.temperature.ifPresent(value -> body.put("temperature", value));
        sampling.topP.ifPresent(value -> body.put("top_p", value));
        sampling.seed.ifPresent(value -> body.put("seed", value));
        return body.toString();
    }
}
