package dev.stoker.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.engine.Compute.Parallelism;
import dev.stoker.engine.Compute.Speculation;
import dev.stoker.engine.launch.LaunchCommand;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SglangTest {
    private static final Speculation EAGLE = new Speculation("EAGLE", 3, 1, 4, Optional.empty());

    @Test
    void whatMustAgreeStandsOnTheCommandLine() {
        String line = Specs.of(new Sglang()).split(2, 1, 1, 1).line();

        assertEquals(
                "python -m sglang.launch_server --model-path acme/model --revision 0123abc"
                        + " --served-model-name acme/model --load-format auto --tp-size 2"
                        + " --host 127.0.0.1 --port 4000 --enable-metrics"
                        + " --enable-priority-scheduling --schedule-low-priority-values-first"
                        + " --default-priority-value 0",
                line);
    }

    @Test
    void anEngineThatMaySleepKeepsACopyOfItsWeights() {
        List<String> argv = Specs.of(new Sglang()).sleeping().launch().argv();

        assertTrue(argv.contains("--enable-memory-saver"), argv::toString);
        assertTrue(argv.contains("--enable-weights-cpu-backup"), argv::toString);
    }

    @Test
    void whatTheOperatorWroteStandsOnTheCommandLineToo() {
        LaunchCommand launch =
                Specs.of(new Sglang())
                        .args(Map.of("cuda-graph-max-bs-decode", 32, "enable-dp-attention", true))
                        .launch();

        String line = String.join(" ", launch.argv());
        assertTrue(line.contains(" --cuda-graph-max-bs-decode 32"), line);
        assertTrue(line.contains(" --enable-dp-attention"), line);
        assertFalse(line.contains(" true"), line);
        assertEquals(Map.of(), launch.files());
    }

    @Test
    void aListFollowsItsFlagInOneBreath() {
        String line =
                Specs.of(new Sglang())
                        .args(Map.of("cuda-graph-bs-decode", List.of(1, 2, 4)))
                        .line();

        assertTrue(line.endsWith(" --cuda-graph-bs-decode 1 2 4"), line);
    }

    @Test
    void mapsBecomeJson() {
        List<String> argv =
                Specs.of(new Sglang())
                        .args(Map.of("json-model-override-args", Map.of("num_layers", 2)))
                        .launch()
                        .argv();

        assertEquals(
                List.of("--json-model-override-args", "{\"num_layers\":2}"),
                argv.subList(argv.size() - 2, argv.size()));
    }

    @Test
    void splitsAndSpeculatesAsTheFileSays() {
        String line = Specs.of(new Sglang()).split(4, 2, 2, 4).speculation(EAGLE).line();

        assertTrue(
                line.contains(
                        "--tp-size 4 --pp-size 2 --dp-size 2 --ep-size 4"
                                + " --speculative-algorithm EAGLE --speculative-num-steps 3"
                                + " --speculative-eagle-topk 1 --speculative-num-draft-tokens 4"),
                line);
        assertFalse(line.contains("draft-model"), line);
    }

    @Test
    void aDraftModelOfItsOwnIsNamed() {
        Speculation drafted = new Speculation("EAGLE3", 2, 1, 3, Optional.of("acme/draft"));

        String line = Specs.of(new Sglang()).speculation(drafted).line();

        assertTrue(line.contains("--speculative-draft-model-path acme/draft"), line);
    }

    @Test
    void copiesThatShareTheirAttentionShareTheirGpus() {
        Parallelism split = new Parallelism(8, 1, 8, 1);

        assertEquals(8, new Sglang().gpus(split, Map.of("enable-dp-attention", true)));
        assertEquals(64, new Sglang().gpus(split, Map.of()));
    }

    @Test
    void realWeightsAreNeverDownloadedAtStart() {
        Map<String, String> environment = Specs.of(new Sglang()).launch().environment();

        assertEquals("1", environment.get("HF_HUB_OFFLINE"));
    }

    @Test
    void dummyWeightsMayFetchTheModelsConfiguration() {
        LaunchCommand launch = Specs.of(new Sglang()).dummy().launch();

        assertTrue(String.join(" ", launch.argv()).contains("--load-format dummy"));
        assertFalse(launch.environment().containsKey("HF_HUB_OFFLINE"));
    }

    @Test
    void healthChecksGenerateNothingUnlessTheOperatorWantsIt() {
        String variable = "SGLANG_ENABLE_HEALTH_ENDPOINT_GENERATION";
        Specs specs = Specs.of(new Sglang());

        assertEquals("0", specs.launch().environment().get(variable));
        assertFalse(specs.launch(Map.of(variable, "1")).environment().containsKey(variable));
        assertEquals(
                "1", specs.environment(Map.of(variable, "1")).launch().environment().get(variable));
    }

    @Test
    void itsVariablesInStokersEnvironmentAreLeftToBeInherited() {
        Map<String, String> inherited =
                Map.of("SGLANG_WARMUP_TIMEOUT", "60", "SGL_FORCE_SHUTDOWN", "1");

        Map<String, String> added = Specs.of(new Sglang()).launch(inherited).environment();

        inherited.keySet().forEach(name -> assertFalse(added.containsKey(name), name));
    }

    @Test
    void anotherPythonMayStartIt() {
        String line = Specs.of(new Sglang()).command("/venv/bin/sglang", "serve").line();

        assertTrue(line.startsWith("/venv/bin/sglang serve --model-path acme/model"), line);
    }
}
