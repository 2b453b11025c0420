package dev.stoker.engine.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an operator reads when a file contradicts its kind of engine, or itself.
class KindProblemsTest {
    @TempDir Path directory;
    private EngineFiles files;

    @BeforeEach
    void files() {
        files = new EngineFiles(directory);
    }

    @Test
    void whatStokerKeepsInSyncIsNotToBeWrittenUnderArgs() {
        files.assertProblems(
                """
                engine: vllm
                model: {path: a/b}
                args:
                  tensor_parallel_size: 2
                  host: 0.0.0.0
                  speculative-config.method: mtp
                  load-format: dummy
                """,
                "engine.yaml:4 args.tensor_parallel_size: Stoker sets this itself: write"
                        + " parallelism.tensor",
                "engine.yaml:5 args.host: Stoker sets this itself: the engine listens on loopback"
                        + " only",
                "engine.yaml:6 args.speculative-config.method: Stoker sets this itself: write"
                        + " speculation",
                "engine.yaml:7 args.load-format: Stoker sets this itself: write model.weights");
    }

    @Test
    void whatMeansNothingToAKindOfEngineIsRefused() {
        files.assertProblems(
                """
                engine: llama-cpp
                model: {path: m.gguf, revision: abc, precision: int4}
                parallelism: {tensor: 1}
                command: x
                """,
                "engine.yaml:2 model.revision: a model on disk has none; leave it out: m.gguf",
                "engine.yaml:2 model.revision: means nothing to llama-cpp: a GGUF file has none",
                "engine.yaml:3 parallelism: means nothing to llama-cpp: write args.split-mode",
                "engine.yaml:4 command: means nothing to llama-cpp: write program");
    }

    @Test
    void aProgramWithItsArgumentsInOneStringIsRefusedAndTheListIsShown() {
        files.assertProblems(
                """
                engine: vllm
                model: {path: m}
                program: "python3 -m vllm.entrypoints"
                """,
                "engine.yaml:3 program: is one word with blanks, no shell splits it; write a list:"
                        + " [python3, -m, vllm.entrypoints]");
    }

    @Test
    void branchesMeanNothingToVllm() {
        files.assertProblems(
                """
                engine: vllm
                model: {path: a/b}
                speculation: {algorithm: mtp, top-k: 2}
                """,
                "engine.yaml:3 speculation.top-k: means nothing to vllm: it drafts one token a"
                        + " step");
    }

    @Test
    void gpusAndParallelismAgree() {
        files.assertProblems(
                """
                engine: sglang
                model: {path: a/b}
                parallelism: {tensor: 4, data: 2}
                gpus: [0, 1, 2, 3]
                """,
                "engine.yaml:4 gpus: 4 given, but parallelism needs 8: tensor 4 * pipeline 1 *"
                        + " data 2");
    }

    @Test
    void copiesThatShareAttentionNeedNoMoreGpus() {
        String shared =
                """
                engine: sglang
                model: {path: a/b}
                parallelism: {tensor: 4, data: 4}
                gpus: 4
                args: {enable-dp-attention: true}
                """;

        assertEquals(4, files.spec(shared).compute().parallelism().data());
    }

    @Test
    void gpusAreANumberOrIndexes() {
        String start = "{engine: vllm, model: {path: a/b}, gpus: ";

        files.assertProblems(
                start + "all}",
                "engine.yaml:1 gpus: must be a number, or a list of indexes: [all]");
        files.assertProblems(
                start + "[1, 1]}",
                "engine.yaml:1 gpus: must be indexes from 0 on, each once: [1, 1]");
    }

    @Test
    void delaysDoNotContradictEachOther() {
        files.assertProblems(
                """
                engine: vllm
                model: {path: a/b}
                restart:
                  first-delay: 2m
                """,
                "engine.yaml:3 restart.max-delay: must not be shorter than restart.first-delay,"
                        + " which is PT2M: PT1M");
    }

    @Test
    void anEngineThatCannotSleepIsNotAskedTo() {
        files.assertProblems(
                "{engine: llama-cpp, model: {path: a/b}, idle: {action: sleep}}",
                "engine.yaml:1 idle.action: llama-cpp cannot sleep: write stop or none");
    }

    @Test
    void anUnknownIdleActionNamesTheKnownOnes() {
        files.assertProblems(
                "{engine: vllm, model: {path: a/b}, idle: {action: slep}}",
                "engine.yaml:1 idle.action: no such value: slep; did you mean sleep?; one of none,"
                        + " sleep, stop");
    }

    @Test
    void aCustomEngineNeedsItsCommand() {
        files.assertProblems(
                "{engine: custom, model: {path: a/b}}",
                "engine.yaml:1 command: missing; the words that start the engine");
    }
}
