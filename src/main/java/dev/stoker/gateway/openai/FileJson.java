package dev.stoker.gateway.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stoker.batch.file.StoredFile;

/// Files in OpenAI's shape.
final class FileJson {
    private FileJson() {}

    static ObjectNode of(StoredFile file) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", file.id().toString())
                .put("object", "file")
                .put("bytes", file.bytes())
                .put("created_at", file.lifetime().created().getEpochSecond())
                .put("expires_at", file.lifetime().expires().getEpochSecond())
                .put("filename", file.name())
                .put("purpose", file.purpose())
                .put("status", "processed")
                .putNull("status_details");
    }

    /// @param bytes it has so far
    static ObjectNode of(AnswerFile file, long bytes) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", file.id())
                .put("object", "file")
                .put("bytes", bytes)
                .put("created_at", file.job().times().created().getEpochSecond())
                .put("filename", file.name())
                .put("purpose", "batch_output")
                .put("status", "processed")
                .putNull("status_details");
    }

    static ObjectNode deleted(String id) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("object", "file")
                .put("deleted", true);
    }
}
