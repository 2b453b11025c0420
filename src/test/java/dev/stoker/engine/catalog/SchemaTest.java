package dev.stoker.engine.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.stoker.engine.EngineDialect;
import dev.stoker.engine.yaml.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// The schema that editors use says what the loader does.
class SchemaTest {
    private static final Path SHIPPED = Path.of("yaml-configs");
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final JsonNode TEXT = read(SHIPPED.resolve("schema.json"));
    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(TEXT);

    @TempDir Path directory;

    @TestFactory
    Stream<DynamicTest> everyShippedFileFitsTheSchema() throws IOException {
        return shipped()
                .map(file ->
                        DynamicTest.dynamicTest(
                                String.valueOf(file.getFileName()),
                                () -> assertEquals(Set.of(), SCHEMA.validate(read(file)))));
    }

    @Test
    void schemaAndLoaderKnowTheSameKeys() throws IOException {
        Path file =
                Files.writeString(
                        directory.resolve("a.yaml"), "{engine: vllm, model: {path: a/b}}");
        CatalogLoader loader = new CatalogLoader(Map.of());
        Reading reading = loader.reading(file);

        loader.read(reading);

        assertEquals(keys("", TEXT), reading.keys());
    }

    @Test
    void schemaAndLoaderKnowTheSameEngines() {
        Set<String> kinds =
                EngineDialect.all().stream().map(EngineDialect::kind).collect(Collectors.toSet());

        assertEquals(kinds, words(TEXT.at("/properties/engine/enum")));
    }

    @Test
    void everyKeyIsExplainedToAReaderOfTheShippedFiles() throws IOException {
        String files = String.join("\n", shipped().map(SchemaTest::text).toList());

        for (String key : keys("", TEXT)) {
            String last = key.substring(key.lastIndexOf('.') + 1);
            assertTrue(
                    key.equals("command") || files.matches("(?s).*\\n[ #]*" + last + ":.*"), key);
        }
    }

    @Test
    void whatTheLoaderRefusesTheSchemaRefusesToo() throws IOException {
        for (String wrong :
                new String[] {
                    "{engine: vllm}",
                    "{model: {path: a/b}}",
                    "{engine: vlm, model: {path: a/b}}",
                    "{engine: vllm, model: {path: a/b}, modle: 1}",
                    "{engine: vllm, model: {path: a/b}, start-timeout: 30}",
                    "{engine: vllm, model: {path: a/b}, parallelism: {tensor: 0}}",
                    "{engine: vllm, model: {path: a/b}, gpus: [1, 1]}",
                    "{engine: vllm, model: {path: a/b}, command: x}",
                    "{engine: custom, model: {path: a/b}}",
                    "{engine: vllm, model: {path: a/b}, environment: {A: true}}",
                }) {
            assertFalse(SCHEMA.validate(YAML.readTree(wrong)).isEmpty(), wrong);
        }
    }

    private static Set<String> keys(String prefix, JsonNode schema) {
        Set<String> keys = new TreeSet<>();
        schema.path("properties")
                .properties()
                .forEach(property -> {
                    keys.add(prefix + property.getKey());
                    keys.addAll(keys(prefix + property.getKey() + ".", property.getValue()));
                });
        return keys;
    }

    private static Set<String> words(JsonNode list) {
        Set<String> words = new TreeSet<>();
        list.forEach(word -> words.add(word.asText()));
        return words;
    }

    private static Stream<Path> shipped() throws IOException {
        try (Stream<Path> files = Files.list(SHIPPED)) {
            return files
                    .filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static JsonNode read(Path file) {
        try {
            return YAML.readTree(Files.readString(file));
        } catch (IOException e) {
            throw new AssertionError("cannot read " + file, e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError("cannot read " + file, e);
        }
    }
}
