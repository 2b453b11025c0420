package dev.stoker.gateway.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Lists in OpenAI's shape.
final class Pages {
    private Pages() {}

    /// @param more whether others follow behind the last
    static ObjectNode of(ArrayNode data, boolean more) {
        ObjectNode list = JsonNodeFactory.instance.objectNode().put("object", "list");
        if (!data.isEmpty()) {
            list.put("first_id", data.get(0).path("id").asText());
            list.put("last_id", data.get(data.size() - 1).path("id").asText());
        }
        list.set("data", data);
        return list.put("has_more", more);
    }
}
