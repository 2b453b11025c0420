package dev.stoker.engine.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConfigProblemTest {
    private static final Path GLM = Path.of("glm.yaml");

    @Test
    void isOneLineThatEditorsJumpTo() {
        assertEquals(
                "glm.yaml:12 gpus: too many", new ConfigProblem(GLM, 12, "gpus", "too many") + "");
        assertEquals("glm.yaml:3: no YAML", new ConfigProblem(GLM, 3, "", "no YAML") + "");
        assertEquals("glm.yaml: no such file", new ConfigProblem(GLM, 0, "", "no such file") + "");
    }

    @Test
    void standsInTheOrderOfFilesAndLines() {
        ConfigProblem first = new ConfigProblem(Path.of("a.yaml"), 9, "z", "z");
        ConfigProblem second = new ConfigProblem(GLM, 2, "b", "z");
        ConfigProblem third = new ConfigProblem(GLM, 10, "a", "a");
        ConfigProblem fourth = new ConfigProblem(GLM, 10, "a", "b");

        assertEquals(
                List.of(first, second, third, fourth),
                Stream.of(fourth, third, second, first).sorted().toList());
    }
}
