package dev.stoker.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.engine.EngineDialect.StopRecipe;
import dev.stoker.engine.Model.Precision;
import dev.stoker.engine.launch.LaunchCommand;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// TensorRT-LLM, llama.cpp, the simulator and custom commands.
class OtherDialectsTest {
    private static final Path FILE = Path.of("/run/1/engine.yaml");
    private static final String HEAD =
            "# Written by Stoker for this run; what the command line says wins.\n";

    @Test
    void tensorRtTakesItsSettingsAsAFileOfOptions() {
        LaunchCommand launch =
                Specs.of(new TensorRtLlm())
                        .args(Map.of("kv_cache_config", Map.of("free_gpu_memory_fraction", 0.9)))
                        .split(2, 2, 1, 2)
                        .launch();

        assertEquals(
                "trtllm-serve acme/model --backend pytorch --extra_llm_api_options"
                        + " /run/1/engine.yaml --revision 0123abc --tp_size 2 --pp_size 2"
                        + " --ep_size 2 --host 127.0.0.1 --port 4000",
                String.join(" ", launch.argv()));
        assertEquals(
                Map.of(FILE, HEAD + "kv_cache_config:\n  free_gpu_memory_fraction: 0.9\n"),
                launch.files());
    }

    @Test
    void tensorRtHasAnotherBackendForAnEngineBuiltBeforehand() {
        LaunchCommand launch =
                Specs.of(new TensorRtLlm()).args(Map.of("backend", "tensorrt")).launch();

        assertTrue(String.join(" ", launch.argv()).contains("--backend tensorrt"));
        assertEquals(Map.of(), launch.files());
    }

    @Test
    void tensorRtIsToldOfDummyWeightsAndPrecisionInItsFile() {
        LaunchCommand launch =
                Specs.of(new TensorRtLlm()).precision(Precision.BF16).dummy().launch();

        assertEquals(
                Map.of(FILE, HEAD + "dtype: \"bfloat16\"\nload_format: \"dummy\"\n"),
                launch.files());
    }

    @Test
    void onlyTheLeaderOfMpiRanksIsToldToStop() {
        assertEquals(StopRecipe.LEADER, new TensorRtLlm().stop());
        assertEquals(StopRecipe.WHOLE_GROUP, new Vllm().stop());
    }

    @Test
    void llamaTakesItsSettingsAsFlags() {
        Map<String, Object> args = new LinkedHashMap<>();
        args.put("ctx-size", 4096);
        args.put("flash-attn", "off");
        args.put("mlock", true);
        args.put("no-mmap", false);
        args.put("override-kv", List.of("a=int:1", "b=int:2"));

        LaunchCommand launch =
                Specs.of(new LlamaCpp()).command("/opt/llama-server").args(args).launch();

        assertEquals(
                "/opt/llama-server -m acme/model --alias acme/model --ctx-size 4096"
                        + " --flash-attn off --mlock --override-kv a=int:1 --override-kv b=int:2"
                        + " --host 127.0.0.1 --port 4000 --metrics --jinja --no-webui",
                String.join(" ", launch.argv()));
        assertFalse(launch.environment().containsKey("HF_HUB_OFFLINE"));
    }

    @Test
    void theSimulatorRunsOnTheJavaThatRunsStoker() {
        LaunchSite site = Specs.site(Map.of("STOKER_PROGRAM_PATH", "/opt/stoker.jar"));
        EngineSpec spec =
                Specs.of(new Simulator()).args(Map.of("fault", List.of("hang", "oom=2"))).spec();

        List<String> argv = spec.dialect().command(spec, site).argv();

        assertEquals(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                argv.getFirst());
        assertEquals(
                "-cp /opt/stoker.jar dev.stoker.simulator.Simulator --port 4000"
                        + " --model acme/model --model llm --fault hang --fault oom=2",
                String.join(" ", argv.subList(argv.indexOf("-cp"), argv.size())));
    }

    @Test
    void theSimulatorIsReadAsVllmIs() {
        Simulator simulator = new Simulator();

        assertEquals(new Vllm().metrics(), simulator.metrics());
        assertEquals(new Vllm().headers(), simulator.headers());
        assertEquals(new Vllm().phases().size(), simulator.phases().size());
    }

    @Test
    void aCustomCommandGetsStokersChoicesWhereItAsks() {
        List<String> argv =
                Specs.of(new Custom())
                        .command("serve", "--bind=${host}:${port}", "${model}", "${other}")
                        .launch()
                        .argv();

        assertEquals(List.of("serve", "--bind=127.0.0.1:4000", "acme/model", "${other}"), argv);
    }

    @Test
    void everyKindHasItsWord() {
        assertEquals(
                List.of(
                        "sglang",
                        "vllm",
                        "tensorrt-llm",
                        "llama-cpp",
                        "simulator",
                        "custom",
                        "vllm-weights",
                        "sglang-weights"),
                EngineDialect.all().stream().map(EngineDialect::kind).toList());
    }
}
