package dev.stoker.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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

    /// Its entry point with more arguments, by its own Java.
    Process start(Path log, Path state, List<String> arguments) throws IOException {
        List<String> argv = new ArrayList<>();
        config.path("Entrypoint").forEach(word -> argv.add(word.asText()));
        argv.set(0, inside(argv.getFirst()));
        argv.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(argv)
                        .directory(Path.of(inside(config.path("WorkingDir").asText())).toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        Map<String, String> environment = builder.environment();
        environment.clear();
        config.path("Env").forEach(entry -> set(environment, entry.asText().split("=", 2)));
        environment.put("STOKER_STATE_DIRECTORY", state.toString());
        environment.put("HOME", state.toString());
        return builder.start();
    }

    private void set(Map<String, String> environment, String... entry) {
        environment.put(entry[0], entry[1].startsWith("/opt") ? inside(entry[1]) : entry[1]);
    }

    String inside(String path) {
        return root.resolve(path.substring(1)).toString();
    }
}
