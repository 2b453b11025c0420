package dev.stoker.batch.feed.item;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stoker.batch.job.Outcome;
import dev.stoker.batch.job.Tokens;
import dev.stoker.inference.EngineAnswer;

/// Reads what an engine's answer means, in the shapes that OpenAI's API and its imitators have.
public final class ReadAnswer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int EXCERPT = 300;

    private ReadAnswer() {}

    /// What a status of 200 brought: some engines put an error there, too.
    public static Outcome ok(EngineAnswer answer) {
        JsonNode body = parse(answer.body());
        if (!body.isObject()) {
            return new Outcome.Failed(
                    "engine answered 200 with no JSON object: " + excerpt(answer.body()));
        }
        if (body.hasNonNull("error")) {
            return new Outcome.Failed("engine answered 200 with an error: " + reason(answer));
        }
        JsonNode usage = body.path("usage");
        return new Outcome.Answered(
                answer.status(),
                answer.body(),
                new Tokens(
                        tokens(usage, "prompt_tokens", "input_tokens"),
                        tokens(usage, "completion_tokens", "output_tokens")));
    }

    /// Completions and embeddings have one word for it, responses and messages another.
    private static long tokens(JsonNode usage, String word, String otherWord) {
        return usage.path(word).asLong(usage.path(otherWord).asLong());
    }

    /// The engine's own words for a refusal.
    public static String reason(EngineAnswer answer) {
        JsonNode body = parse(answer.body());
        JsonNode error = body.path("error");
        for (JsonNode candidate :
                new JsonNode[] {
                    error.path("message"), error, body.path("message"), body.path("detail")
                }) {
            if (candidate.isTextual()) {
                return excerpt(candidate.asText());
            }
        }
        return excerpt(answer.body());
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException _) {
            return JSON.missingNode();
        }
    }

    private static String excerpt(String text) {
        return text.length() <= EXCERPT ? text : text.substring(0, EXCERPT) + "…";
    }
}
