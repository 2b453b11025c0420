package dev.stoker.simulator;

import dev.stoker.simulator.json.Json;
import java.time.Instant;

/// The JSON around an answer's text: the same id and time in each of its pieces.
final class Envelope {
    private static final String MARK = ",\"system_fingerprint\":\"simulated\"";

    private final Shape shape;
    private final String start;

    Envelope(Shape shape, CompletionRequest request, String id, Instant created) {
        this.shape = shape;
        this.start =
                "{\"id\":%s,\"object\":\"%s\",\"created\":%d,\"model\":%s,\"choices\":["
                        .formatted(
                                Json.quote(shape.id(id)),
                                shape.object(request.delivery().streamed()),
                                created.getEpochSecond(),
                                Json.quote(request.model()));
    }

    /// The first event of a chat, before any text.
    String role() {
        return start
                + "{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},"
                + "\"logprobs\":null,\"finish_reason\":null}]}";
    }

    String piece(String text) {
        return start
                + "{\"index\":0,"
                + shape.part(text)
                + ",\"logprobs\":null,\"finish_reason\":null}]}";
    }

    String finish(Answer answer) {
        return start + "{\"index\":0," + shape.part("") + ending(answer) + "}]" + MARK + "}";
    }

    String usage(int promptTokens, int outputTokens) {
        return start + "]" + usageMember(promptTokens, outputTokens) + MARK + "}";
    }

    String whole(Answer answer, int promptTokens) {
        return start
                + "{\"index\":0,"
                + shape.whole(String.join("", answer.tokens()))
                + ending(answer)
                + "}]"
                + MARK
                + usageMember(promptTokens, answer.tokens().size())
                + "}";
    }

    private static String ending(Answer answer) {
        return ",\"logprobs\":null,\"finish_reason\":\"%s\",\"stop_reason\":%s"
                .formatted(answer.finish(), answer.stop().map(Json::quote).orElse("null"));
    }

    private static String usageMember(int promptTokens, int outputTokens) {
        return ",\"usage\":{\"prompt_tokens\":%d,\"total_tokens\":%d,\"completion_tokens\":%d}"
                .formatted(promptTokens, promptTokens + outputTokens, outputTokens);
    }
}
