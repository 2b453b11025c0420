package dev.stoker.summarize.tokens;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stoker.inference.EngineAnswer;
import dev.stoker.inference.EngineCall;
import dev.stoker.inference.EngineClient;
import dev.stoker.inference.EngineLoad;
import dev.stoker.inference.EngineUnreachable;
import dev.stoker.inference.Route;
import java.util.Optional;

/// Cuts the text of a request that has a [TextBudget] just before it goes to an engine, by that
/// engine's own tokenizer. Other requests pass as they are.
public final class CutToTokens implements EngineClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final EngineClient engines;

    public CutToTokens(EngineClient engines) {
        this.engines = engines;
    }

    @Override
    public EngineAnswer complete(Route.Serve engine, EngineCall call)
            throws EngineUnreachable, InterruptedException {
        if (!call.body().contains(TextBudget.FIELD)) {
            return engines.complete(engine, call);
        }
        try {
            return engines.complete(engine, within(engine, call));
        } catch (Uncountable e) {
            return e.answer();
        }
    }

    private EngineCall within(Route.Serve engine, EngineCall call)
            throws EngineUnreachable, InterruptedException, Uncountable {
        JsonNode request = tree(call.body());
        Optional<TextBudget> budget = TextBudget.of(request);
        if (budget.isEmpty() || !(request instanceof ObjectNode body)) {
            return call; // a text that happens to hold the word
        }
        TokenCounter counter =
                new EngineTokenCounter(engines, engine, body.path("model").asText(), call);
        String text = LongestCut.of(budget.get().text(), budget.get().mostTokens(), counter);
        body.remove(TextBudget.FIELD);
        body.withArray("messages")
                .forEach(message ->
                        ((ObjectNode) message)
                                .put("content", TextBudget.filled(budget.get().template(), text)));
        return new EngineCall(
                call.path(), body.toString(), call.requestId(), call.batch(), call.timeout());
    }

    private static JsonNode tree(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored request is not JSON", e);
        }
    }

    @Override
    public EngineLoad load(Route.Serve engine) throws EngineUnreachable, InterruptedException {
        return engines.load(engine);
    }
}
