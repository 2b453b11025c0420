package dev.stoker.deploy.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;

/// The variables and mounts that a container gets.
public record Environment(JsonNode container) {

    public static Environment of(JsonNode container) {
        return new Environment(container);
    }

    public List<String> names() {
        return container
                .path("env")
                .valueStream()
                .map(variable -> variable.path("name").asText())
                .toList();
    }

    /// @throws java.util.NoSuchElementException where the variable has no plain value
    public String value(String name) {
        return container
                .path("env")
                .valueStream()
                .filter(variable -> variable.path("name").asText().equals(name))
                .map(variable -> variable.required("value").asText())
                .findFirst()
                .orElseThrow();
    }

    /// The volume that a path in the container lies on; empty where it lies in the image.
    String volumeOf(String path) {
        return container
                .path("volumeMounts")
                .valueStream()
                .filter(mount -> path.startsWith(mount.path("mountPath").asText()))
                .max(Comparator.comparingInt(mount -> mount.path("mountPath").asText().length()))
                .map(mount -> mount.path("name").asText())
                .orElse("");
    }
}
