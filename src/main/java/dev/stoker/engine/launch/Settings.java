package dev.stoker.engine.launch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What the operator wrote for an engine, as a YAML file of the engine's own; none if nothing was
/// written.
public record Settings(Path path, Map<String, Object> entries) {
    private static final String HEAD =
            "# Written by Stoker for this run; what the command line says wins.\n";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML =
            new ObjectMapper(
                    YAMLFactory.builder()
                            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                            .disable(YAMLGenerator.Feature.SPLIT_LINES)
                            .build());

    /// With maps inside as JSON text: for engines that turn each entry into one argument.
    public static Settings flat(Path path, Map<String, Object> entries) {
        Map<String, Object> flat = new LinkedHashMap<>();
        entries.forEach(
                (key, value) -> flat.put(key, value instanceof Map<?, ?> ? json(value) : value));
        return new Settings(path, flat);
    }

    /// Where the engine finds them.
    public Optional<Path> file() {
        return entries.isEmpty() ? Optional.empty() : Optional.of(path);
    }

    /// The file to write, by path.
    public Map<Path, String> files() {
        return entries.isEmpty() ? Map.of() : Map.of(path, HEAD + text(YAML, entries));
    }

    public static String json(Object value) {
        return text(JSON, value);
    }

    private static String text(ObjectMapper mapper, Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("settings cannot be written: " + value, e);
        }
    }
}
