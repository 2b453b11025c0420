package dev.stoker.summarize.tokens;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stoker.engine.LlamaCpp;
import dev.stoker.inference.EngineAnswer;
import dev.stoker.inference.EngineCall;
import dev.stoker.inference.EngineClient;
import dev.stoker.inference.EngineUnreachable;
import dev.stoker.inference.Route;
import java.util.Set;

/// Asks the engine itself, by its `/tokenize`.
///
/// @param call that the text will be part of
record EngineTokenCounter(EngineClient client, Route.Serve engine, String model, EngineCall call)
        implements TokenCounter {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/tokenize";
    private static final int UNPROCESSABLE = 422;
    private static final Set<Integer> NO_SUCH_PATH = Set.of(404, 405, 501);

    @Override
    public int count(String text) throws EngineUnreachable, InterruptedException, Uncountable {
        EngineAnswer answer =
                client.complete(
                        engine,
                        new EngineCall(
                                PATH, body(text), call.requestId(), call.batch(), call.timeout()));
        if (NO_SUCH_PATH.contains(answer.status())) {
            throw unsuitable("has no " + PATH);
        }
        if (answer.status() != 200) {
            throw new Uncountable(answer);
        }
        return counted(answer);
    }

    private String body(String text) {
        ObjectNode body = JSON.createObjectNode();
        return switch (engine.engine().dialect()) {
            case LlamaCpp _ -> body.put("content", text).put("add_special", false).toString();
            default ->
                    body.put("model", model)
                            .put("prompt", text)
                            .put("add_special_tokens", false)
                            .toString();
        };
    }

    private int counted(EngineAnswer answer) throws Uncountable {
        try {
            JsonNode tree = JSON.readTree(answer.body());
            JsonNode tokens = tree.path("tokens");
            if (tokens.isArray()) {
                return tokens.size();
            }
            if (tree.path("count").isInt()) {
                return tree.path("count").asInt();
            }
        } catch (JsonProcessingException _) {
            // told below
        }
        throw unsuitable("answers " + PATH + " without tokens");
    }

    private Uncountable unsuitable(String why) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("error")
                .put(
                        "message",
                        "engine %s %s, so max_text_tokens cannot be kept"
                                .formatted(engine.engine().name(), why));
        return new Uncountable(new EngineAnswer(UNPROCESSABLE, body.toString()));
    }
}
