package dev.stoker.batch.requests;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stoker.batch.job.FileId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// A batch as its client ordered it.
///
/// @param endpoint that all requests go to: `/v1/embeddings`
/// @param window after which what is not done is not done at all
/// @param metadata the client's own notes
public record RequestOrder(
        FileId input, String endpoint, Window window, Map<String, String> metadata) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public RequestOrder {
        metadata = Map.copyOf(metadata);
    }

    /// @param text as the client wrote it: `24h`
    /// @param expires the moment at which it ends
    public record Window(String text, Instant expires) {
        public static Window of(String text, Duration length, Instant now) {
            return new Window(text, now.plus(length));
        }
    }

    String json() {
        ObjectNode json =
                JSON.createObjectNode()
                        .put("input_file_id", input.toString())
                        .put("endpoint", endpoint)
                        .put("completion_window", window.text())
                        .put("expires_at", window.expires().toString());
        ObjectNode notes = json.putObject("metadata");
        metadata.forEach(notes::put);
        return json.toString();
    }

    /// @throws IllegalStateException when it is not what [#json] wrote
    public static RequestOrder parse(String json) {
        try {
            JsonNode tree = JSON.readTree(json);
            Map<String, String> metadata = new LinkedHashMap<>();
            tree.path("metadata")
                    .properties()
                    .forEach(one -> metadata.put(one.getKey(), one.getValue().asText()));
            return new RequestOrder(
                    FileId.parse(tree.path("input_file_id").asText()).orElseThrow(),
                    tree.path("endpoint").asText(),
                    new Window(
                            tree.path("completion_window").asText(),
                            Instant.parse(tree.path("expires_at").asText())),
                    metadata);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a job's parameters are not JSON: " + json, e);
        }
    }
}
