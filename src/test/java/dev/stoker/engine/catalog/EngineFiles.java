package dev.stoker.engine.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stoker.engine.EngineSpec;
import dev.stoker.engine.yaml.ConfigProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Engine files in a directory of a test, and what comes of loading them.
final class EngineFiles {
    private final Path directory;
    private final Map<String, String> environment = new HashMap<>();

    EngineFiles(Path directory) {
        this.directory = directory;
    }

    EngineFiles with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    EngineFiles write(String name, String yaml) {
        try {
            Files.writeString(directory.resolve(name), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    CatalogLoader loader() {
        return new CatalogLoader(environment);
    }

    EngineCatalog load() {
        try {
            return loader().load(List.of(directory));
        } catch (InvalidCatalog e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    EngineSpec spec(String yaml) {
        return write("engine.yaml", yaml).load().engines().getFirst();
    }

    /// The problems without the directory's name.
    List<String> problems() {
        InvalidCatalog invalid =
                assertThrows(InvalidCatalog.class, () -> loader().load(List.of(directory)));
        return invalid.problems().stream()
                .map(ConfigProblem::toString)
                .map(text -> text.replace(directory + "/", ""))
                .toList();
    }

    void assertProblems(String yaml, String... expected) {
        assertEquals(
                String.join("\n", expected),
                String.join("\n", write("engine.yaml", yaml).problems()));
    }
}
