package dev.stoker.gateway.relay.fold;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/// Folds the one choice of a stream: the parts of a message, or of a text.
final class FoldedChoice {
    private final boolean chat;
    private final ObjectNode whole;
    private final ObjectNode message;
    private final Map<Integer, ObjectNode> calls = new TreeMap<>();

    FoldedChoice(JsonMapper json, boolean chat) {
        this.chat = chat;
        this.whole = json.createObjectNode();
        this.message = json.createObjectNode();
        whole.putNull("finish_reason");
        whole.put("index", 0);
        if (chat) {
            message.put("role", "assistant");
            whole.set("message", message);
        } else {
            whole.put("text", "");
            whole.putNull("logprobs");
        }
    }

    void take(JsonNode part) {
        part.properties()
                .forEach(member -> {
                    JsonNode value = member.getValue();
                    switch (member.getKey()) {
                        case "delta" ->
                                value.properties().forEach(d -> delta(d.getKey(), d.getValue()));
                        case "text" -> join(whole, "text", value);
                        case "logprobs" -> logprobs(value);
                        case "finish_reason" -> last("finish_reason", value);
                        default -> whole.set(member.getKey(), value);
                    }
                });
    }

    ObjectNode whole() {
        if (chat && !calls.isEmpty()) {
            ArrayNode list = message.putArray("tool_calls");
            calls.values().forEach(list::add);
        }
        if (chat && !message.has("content")) {
            message.put("content", "");
        }
        return whole;
    }

    private void delta(String name, JsonNode value) {
        switch (name) {
            case "role" -> message.set("role", value);
            case "tool_calls" -> value.forEach(this::call);
            case "content", "reasoning_content", "reasoning", "refusal" ->
                    join(message, name, value);
            default -> message.set(name, value);
        }
    }

    private void call(JsonNode part) {
        ObjectNode call =
                calls.computeIfAbsent(part.path("index").asInt(), _ -> whole.objectNode());
        part.properties()
                .forEach(member -> {
                    switch (member.getKey()) {
                        case "index" -> {}
                        case "function" ->
                                function(call.withObject("/function"), member.getValue());
                        default -> call.set(member.getKey(), member.getValue());
                    }
                });
    }

    private static void function(ObjectNode function, JsonNode part) {
        part.properties()
                .forEach(member -> {
                    if (member.getKey().equals("arguments")) {
                        join(function, "arguments", member.getValue());
                    } else {
                        function.set(member.getKey(), member.getValue());
                    }
                });
    }

    private void logprobs(JsonNode part) {
        if (!part.isObject()) {
            return;
        }
        ObjectNode joined =
                whole.get("logprobs") instanceof ObjectNode known
                        ? known
                        : whole.putObject("logprobs");
        part.properties()
                .forEach(member -> {
                    if (member.getValue() instanceof ArrayNode more) {
                        joined.withArray(member.getKey()).addAll(more);
                    } else {
                        joined.set(member.getKey(), member.getValue());
                    }
                });
    }

    private void last(String name, JsonNode value) {
        if (!value.isNull()) {
            whole.set(name, value);
        }
    }

    private static void join(ObjectNode into, String name, JsonNode part) {
        if (part.isTextual()) {
            into.put(name, into.path(name).asText("") + part.asText());
        }
    }
}
