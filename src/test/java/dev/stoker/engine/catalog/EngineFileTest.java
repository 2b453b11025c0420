package dev.stoker.engine.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stoker.engine.EngineSpec;
import dev.stoker.engine.LlamaCpp;
import dev.stoker.engine.Model;
import dev.stoker.engine.Model.Precision;
import dev.stoker.engine.Model.Weights;
import dev.stoker.engine.Sglang;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// For an engine's name, program and model: all defaults, and every key.
class EngineFileTest {
    private static final String LEAST =
            """
            engine: sglang
            model: {path: acme/model}
            """;

    @TempDir Path directory;
    private EngineFiles files;

    @BeforeEach
    void files() {
        files = new EngineFiles(directory);
    }

    @Test
    void anEngineHasItsFilesNameUnlessWritten() {
        assertEquals("engine", files.spec(LEAST).name());
        assertEquals("glm-4.7", files.spec("name: glm-4.7\n" + LEAST).name());
    }

    @Test
    void allDefaultsOfAProgram() {
        assertEquals(
                new EngineSpec.Program(new Sglang(), List.of(), Map.of(), Map.of()),
                files.spec(LEAST).program());
    }

    @Test
    void everyKeyOfAProgram() {
        EngineSpec spec =
                files.spec(
                        """
                        engine: llama-cpp
                        model: {path: m.gguf}
                        program: [/opt/llama-server, -v]
                        environment: {OMP_NUM_THREADS: 2}
                        args:
                          ctx-size: 4096
                          cont-batching: true
                        """);

        assertEquals(
                new EngineSpec.Program(
                        new LlamaCpp(),
                        List.of("/opt/llama-server", "-v"),
                        Map.of("ctx-size", 4096L, "cont-batching", true),
                        Map.of("OMP_NUM_THREADS", "2")),
                spec.program());
    }

    @Test
    void aCustomCommandKeepsWhatIsFilledInAtEachLaunch() {
        EngineSpec spec =
                files.with("TOOLS", "/opt")
                        .spec(
                                """
                                engine: custom
                                model: {path: acme/model}
                                command: ["${TOOLS}/serve", "--port", "${port}"]
                                """);

        assertEquals(List.of("/opt/serve", "--port", "${port}"), spec.program().command());
    }

    @Test
    void allDefaultsOfAModel() {
        assertEquals(
                new Model(
                        "acme/model",
                        Optional.empty(),
                        List.of("acme/model"),
                        Precision.AUTO,
                        new Weights.Checkpoint()),
                files.spec(LEAST).model());
    }

    @Test
    void everyKeyOfAModel() {
        EngineSpec spec =
                files.spec(
                        """
                        engine: vllm
                        model:
                          path: acme/model
                          revision: 1234567
                          served-names: [model, llm]
                          precision: fp8
                          weights: dummy
                        """);

        assertEquals(
                new Model(
                        "acme/model",
                        Optional.of("1234567"),
                        List.of("model", "llm"),
                        Precision.FP8,
                        new Weights.Dummy()),
                spec.model());
    }
}
