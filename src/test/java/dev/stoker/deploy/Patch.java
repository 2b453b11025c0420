package dev.stoker.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/// Strategic merge as far as the overlays use it, for machines without kubectl: mappings merge,
/// lists merge by `name`, null takes a key away, `$patch: delete` an entry.
final class Patch {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Patch() {}

    static boolean deletes(JsonNode patch) {
        return patch.path("$patch").asText().equals("delete");
    }

    static JsonNode apply(JsonNode base, JsonNode patch) {
        if (patch.isObject()) {
            return mapping(base, patch);
        }
        return patch.isArray() && patch.path(0).has("name") ? list(base, patch) : patch;
    }

    private static ObjectNode mapping(JsonNode base, JsonNode patch) {
        ObjectNode merged = JSON.objectNode();
        base.properties().forEach(field -> merged.set(field.getKey(), field.getValue()));
        for (Map.Entry<String, JsonNode> field : patch.properties()) {
            if (field.getValue().isNull()) {
                merged.remove(field.getKey());
            } else {
                merged.set(field.getKey(), apply(merged.path(field.getKey()), field.getValue()));
            }
        }
        return merged;
    }

    private static ArrayNode list(JsonNode base, JsonNode patch) {
        Map<String, JsonNode> entries = new LinkedHashMap<>();
        base.forEach(entry -> entries.put(entry.path("name").asText(), entry));
        for (JsonNode entry : patch) {
            String name = entry.path("name").asText();
            if (deletes(entry)) {
                entries.remove(name);
            } else {
                entries.put(name, apply(entries.getOrDefault(name, JSON.objectNode()), entry));
            }
        }
        return JSON.arrayNode().addAll(entries.values());
    }
}
