package dev.stoker.gateway.generate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stoker.gateway.jobs.Refusal;
import dev.stoker.inference.EngineAnswer;

/// What the engine made of one prompt.
record Completion(String text, long promptTokens, long outputTokens) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// @param place of the prompt in the request, for a refusal
    /// @throws Refusal when the engine did not complete it
    static Completion of(String place, EngineAnswer answer) {
        JsonNode body = parse(answer.body());
        JsonNode content = body.path("choices").path(0).path("message").path("content");
        if (answer.status() != 200 || body.hasNonNull("error") || content.isMissingNode()) {
            throw refusal(place, answer, body);
        }
        JsonNode usage = body.path("usage");
        return new Completion(
                content.asText(""),
                usage.path("prompt_tokens").asLong(),
                usage.path("completion_tokens").asLong());
    }

    /// The engine's refusals are the client's; its failures are a bad gateway's.
    private static Refusal refusal(String place, EngineAnswer answer, JsonNode body) {
        int status = answer.status() >= 400 && answer.status() < 500 ? answer.status() : 502;
        String message = body.path("error").path("message").asText("no completion");
        return Refusal.of(
                status,
                "engine_refused",
                "%s: engine answered %d: %s".formatted(place, answer.status(), message));
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException _) {
            return JSON.missingNode();
        }
    }
}
