package dev.stoker.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// An image laid out on disk as a container would see it, without a container.
///
/// @param root what the container takes for `/`
/// @param config what the image says of its program
record Unpacked(Path root, JsonNode config) {

    static Unpacked of(Path tar, Path folder) throws IOException, InterruptedException {
        Path parts = Files.createDirectories(folder.resolve("parts"));
        Path root = Files.createDirectories(folder.resolve("root"));
        extract("-xf", tar, parts);
        ObjectMapper json = new ObjectMapper();
        JsonNode manifest = json.readTree(parts.resolve("manifest.json").toFile()).path(0);
        for (JsonNode layer : manifest.path("Layers")) {
            extract("-xzf", parts.resolve(layer.asText()), root);
        }
        Path config = parts.resolve(manifest.path("Config").asText());
        return new Unpacked(root, json.readTree(config.toFile()).path("config"));
    }

    private static void extract(String how, Path archive, Path folder)
            throws IOException, InterruptedException {
        int status =
                new ProcessBuilder("tar", how, archive.toString(), "-C", folder.toString())
                        .inheritIO()
                        .start()
                        .waitFor();
        if (status != 0) {
            throw new IOException("not unpacked: " + archive);
        }
    }
}
