package dev.stoker.engine.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an operator reads when a file is wrong.
class CatalogProblemsTest {
    @TempDir Path directory;
    private EngineFiles files;

    @BeforeEach
    void files() {
        files = new EngineFiles(directory);
    }

    @Test
    void everythingWrongIsToldAtOnceWithLineKeyAndTheNearestKey() {
        files.assertProblems(
                """
                name: My GLM
                engine: sglan
                modle: {}
                model:
                  path: zai-org/GLM-4.7-FP8
                  revison: abc
                  served-names: [glm, glm]
                  weights: dumy
                parallelism:
                  tensr: 4
                  data: none
                speculation: {steps: 0}
                start-timeout: 30
                health:
                  interval: 0s
                  1: 2
                restart: [1]
                environment: {A-B: x, CUDA_VISIBLE_DEVICES: 0}
                args:
                  --eager: true
                """,
                "engine.yaml:1 name: must match [a-z0-9][a-z0-9.-]*: My GLM",
                "engine.yaml:2 engine: no such value: sglan; did you mean sglang?; one of custom,"
                        + " llama-cpp, sglang, sglang-weights, simulator, tensorrt-llm, vllm,"
                        + " vllm-weights",
                "engine.yaml:3 modle: unknown key; did you mean model?",
                "engine.yaml:6 model.revison: unknown key; did you mean model.revision?",
                "engine.yaml:7 model.served-names: must be unique: [glm, glm]",
                "engine.yaml:8 model.weights: no such value: dumy; did you mean dummy?; one of"
                        + " checkpoint, dummy",
                "engine.yaml:10 parallelism.tensr: unknown key; did you mean parallelism.tensor?",
                "engine.yaml:11 parallelism.data: must be a whole number from 1 on: none",
                "engine.yaml:12 speculation.algorithm: missing; the engine's word for it, such as"
                        + " EAGLE",
                "engine.yaml:12 speculation.steps: must be a whole number from 1 on: 0",
                "engine.yaml:13 start-timeout: must be a duration such as 90s, 30m or PT5M: 30",
                "engine.yaml:15 health.interval: must be a duration such as 90s, 30m or PT5M: 0s",
                "engine.yaml:16 health.1: unknown key; known here: interval, timeout, hang-after",
                "engine.yaml:17 restart: must be a mapping of keys to values",
                "engine.yaml:18 environment.A-B: no environment variable's name",
                "engine.yaml:18 environment.CUDA_VISIBLE_DEVICES: Stoker sets this itself: write"
                        + " gpus",
                "engine.yaml:20 args.--eager: no option's name; write it without leading hyphens");
    }

    @Test
    void whatIsMissingIsNamed() {
        files.assertProblems(
                "name: a\n",
                "engine.yaml:1 engine: missing; one of sglang, vllm, tensorrt-llm, llama-cpp,"
                        + " simulator, custom, vllm-weights, sglang-weights",
                "engine.yaml:1 model.path: missing; a hub repository or a path on disk");
    }

    @Test
    void aKeyWrittenTwiceIsToldWithBothLines() {
        files.assertProblems(
                """
                engine: vllm
                model:
                  path: a
                  path: b
                engine: sglang
                """,
                "engine.yaml:4 model.path: written twice; first on line 3",
                "engine.yaml:5 engine: written twice; first on line 1");
    }

    @Test
    void settingsOfTheEngineBelongUnderArgs() {
        files.assertProblems(
                """
                engine: vllm
                model: {path: a/b}
                max-model-len: 16384
                """,
                "engine.yaml:3 max-model-len: unknown key; settings of the engine itself stand"
                        + " under args");
    }

    @Test
    void aRevisionIsACommitOrATag() {
        files.assertProblems(
                "{engine: vllm, model: {path: a/b, revision: 'the latest'}}",
                "engine.yaml:1 model.revision: no commit or tag: the latest");
        files.assertProblems(
                "{engine: vllm, model: {path: /models/b, revision: main}}",
                "engine.yaml:1 model.revision: a model on disk has none; leave it out: /models/b");
    }

    @Test
    void aVariableWithoutValueOrDefaultIsAProblem() {
        files.assertProblems(
                """
                engine: vllm
                model:
                  path: ${MODELS}/b
                """,
                "engine.yaml:3 model.path: environment variable MODELS is not set; give it a"
                        + " default: ${MODELS:...}");
    }

    @Test
    void emptyKeysAreNotGuessedAt() {
        files.assertProblems(
                """
                engine: vllm
                model:
                  path: a/b
                  served-names: []
                  precision:
                health:
                """,
                "engine.yaml:4 model.served-names: must not be empty",
                "engine.yaml:5 model.precision: has no value; leave the key out to get its"
                        + " default");
    }

    @Test
    void whatIsNoYamlIsToldWithItsLine() {
        files.assertProblems(
                "engine: vllm\nmodel: [\n",
                "engine.yaml:3: no YAML: expected the node content, but found '<stream end>'");
        files.assertProblems("", "engine.yaml:1: must be a mapping of keys to values");
        files.assertProblems("- a\n", "engine.yaml:1: must be a mapping of keys to values");
        files.assertProblems(
                "a: 1\n---\nb: 2\n", "engine.yaml:2: no YAML: but found another document");
    }

    @Test
    void differentModelsMustNotShareAName() {
        files.write("a.yaml", "{engine: vllm, model: {path: a/b, served-names: [x, llm]}}")
                .write(
                        "b.yaml",
                        """
                        engine: vllm
                        model:
                          path: c/d
                          served-names: [y, llm]
                        """);

        assertEquals(
                List.of("b.yaml:4 model.served-names: llm already means a/b, in a.yaml"),
                files.problems());
    }

    @Test
    void enginesMustNotShareAName() {
        files.write("a.yaml", "{name: x, engine: vllm, model: {path: a/b}}")
                .write("b.yaml", "engine: vllm\nmodel: {path: a/b}\nname: x\n");

        assertEquals(List.of("b.yaml:3 name: x is also the name in a.yaml"), files.problems());
    }
}
