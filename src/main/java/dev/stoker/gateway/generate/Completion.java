package dev.stoker.gateway.generate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stoker.gateway.ApiError;
import dev.stoker.gateway.ApiException;
import dev.stoker.inference.EngineAnswer;

/// What the engine made of one prompt.
record Completion(String text, long promptTokens, long outputTokens) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// @param place of the prompt in the request, for a refusal
    /// @throws ApiException when the engine did not complete it
    static Completion of(String place, EngineAnswer answer) {
        JsonNode body = parse(answer.body());
        JsonNode content = body.path("choices").path(0).path("message").path("content");
        if (answer.status() != 200 || body.hasNonNull("error") || content.isMissingNode()) {
            throw refusal(place, answer, body).exception();
        }
        JsonNode usage = body.path("usage");
        return new Completion(
                content.asText(""),
                usage.path("prompt_tokens").asLong(),
                usage.path("completion_tokens").asLong());
    }

    /// The engine's refusals are the client's; its failures are a bad gateway's.
    private static ApiError refusal(String place, EngineAnswer answer, JsonNode body) {
        int status = answer.status();
        String reason = body.path("error").path("message").asText("no completion");
        String message = "%s: engine answered %d: %s".formatted(place, status, reason);
        return status >= 400 && status < 500
                ? ApiError.invalid(status, "engine_refused", message)
                : ApiError.badGateway("engine_refused", message);
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException _) {
            return JSON.missingNode();
        }
    }
}
