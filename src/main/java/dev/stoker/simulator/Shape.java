package dev.stoker.simulator;

import dev.stoker.simulator.json.Json;
import java.util.List;

/// The two forms in which a model is asked and answers.
enum Shape {
    CHAT {
        @Override
        CompletionRequest.Prompt prompt(Fields fields) throws Refusal {
            if (fields.get("messages").isEmpty()) {
                throw fields.wrong("messages", "a list expected");
            }
            StringBuilder text = new StringBuilder();
            int tokens = ANSWER_MARKUP;
            for (Json item : fields.items("messages")) {
                Fields message = Fields.of(item, "messages.");
                String content = content(message);
                text.append(message.text("role").orElse("user")).append('\n').append(content);
                tokens += MESSAGE_MARKUP + Tokenizer.count(content);
            }
            return new CompletionRequest.Prompt(text.toString(), tokens);
        }

        @Override
        int defaultLength() {
            return Integer.MAX_VALUE;
        }

        @Override
        String id(String requestId) {
            return "chatcmpl-" + requestId;
        }

        @Override
        String object(boolean streamed) {
            return streamed ? "chat.completion.chunk" : "chat.completion";
        }

        @Override
        String whole(String text) {
            return "\"message\":{\"role\":\"assistant\",\"content\":" + Json.quote(text) + "}";
        }

        @Override
        String part(String text) {
            return "\"delta\":{\"content\":" + Json.quote(text) + "}";
        }
    },
    TEXT {
        @Override
        CompletionRequest.Prompt prompt(Fields fields) throws Refusal {
            Json prompt = fields.get("prompt").orElse(new Json.Nothing());
            if (prompt instanceof Json.Items(List<Json> only) && only.size() == 1) {
                prompt = only.getFirst();
            }
            if (prompt instanceof Json.Text(String text)) {
                return new CompletionRequest.Prompt(text, Tokenizer.count(text));
            }
            throw fields.wrong("prompt", "a string expected");
        }

        @Override
        int defaultLength() {
            return 16;
        }

        @Override
        String id(String requestId) {
            return "cmpl-" + requestId;
        }

        @Override
        String object(boolean streamed) {
            return "text_completion";
        }

        @Override
        String whole(String text) {
            return "\"text\":" + Json.quote(text);
        }

        @Override
        String part(String text) {
            return whole(text);
        }
    };

    /// Tokens that a chat template puts around each message, and before the answer.
    private static final int MESSAGE_MARKUP = 4;

    private static final int ANSWER_MARKUP = 3;

    abstract CompletionRequest.Prompt prompt(Fields fields) throws Refusal;

    /// The longest answer to a request that sets no limit.
    abstract int defaultLength();

    abstract String id(String requestId);

    abstract String object(boolean streamed);

    /// The member of a choice that carries a whole answer.
    abstract String whole(String text);

    /// The member of a choice that carries the next piece of an answer.
    abstract String part(String text);

    private static String content(Fields message) throws Refusal {
        if (!(message.get("content").orElse(new Json.Nothing()) instanceof Json.Items parts)) {
            return message.text("content").orElse("");
        }
        StringBuilder text = new StringBuilder();
        for (Json part : parts.all()) {
            text.append(Fields.of(part, "messages.content.").text("text").orElse(""));
        }
        return text.toString();
    }
}
