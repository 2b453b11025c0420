package dev.stoker.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.engine.Compute.GpuRequest;
import dev.stoker.engine.Compute.Speculation;
import dev.stoker.engine.Model.Precision;
import dev.stoker.engine.launch.LaunchCommand;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VllmTest {

    @Test
    void whatMustAgreeStandsOnTheCommandLine() {
        String line = Specs.of(new Vllm()).split(2, 1, 1, 1).line();

        assertEquals(
                "vllm serve acme/model --revision 0123abc --served-model-name acme/model llm"
                        + " --load-format auto --tensor-parallel-size 2 --host 127.0.0.1"
                        + " --port 4000 --scheduling-policy priority",
                line);
    }

    @Test
    void whatTheOperatorWroteStandsInItsOwnFileInHisOrder() {
        Map<String, Object> args = new LinkedHashMap<>();
        args.put("max-model-len", 16384);
        args.put("async-scheduling", true);
        args.put("cudagraph-capture-sizes", List.of(1, 2));
        args.put("compilation-config", Map.of("mode", 3));
        args.put("reasoning-parser", "off");

        LaunchCommand launch = Specs.of(new Vllm()).args(args).launch();

        assertEquals(
                Map.of(
                        Path.of("/run/1/engine.yaml"),
                        """
                        # Written by Stoker for this run; what the command line says wins.
                        max-model-len: 16384
                        async-scheduling: true
                        cudagraph-capture-sizes:
                        - 1
                        - 2
                        compilation-config: "{\\"mode\\":3}"
                        reasoning-parser: "off"
                        """),
                launch.files());
    }

    @Test
    void anEngineThatMaySleepIsToldSoAtItsLaunch() {
        LaunchCommand launch = Specs.of(new Vllm()).sleeping().launch();

        assertTrue(launch.argv().contains("--enable-sleep-mode"), launch.argv()::toString);
        assertEquals("1", launch.environment().get("VLLM_SERVER_DEV_MODE"));
    }

    @Test
    void itsShareOfTheGpuIsWhatTheOperatorWrote() {
        assertEquals(0.5, new Vllm().gpuShare(Map.of("gpu-memory-utilization", 0.5)).orElseThrow());
        assertEquals(0.92, new Vllm().gpuShare(Map.of()).orElseThrow());
    }

    @Test
    void withoutSettingsThereIsNoFile() {
        LaunchCommand launch = Specs.of(new Vllm()).launch();

        assertEquals(Map.of(), launch.files());
        assertFalse(launch.argv().contains("--config"));
    }

    @Test
    void splitsAsTheFileSays() {
        String line = Specs.of(new Vllm()).split(4, 2, 2, 8).line();

        assertTrue(
                line.contains(
                        "--tensor-parallel-size 4 --pipeline-parallel-size 2"
                                + " --data-parallel-size 2 --enable-expert-parallel"),
                line);
    }

    @Test
    void speculationIsOneJsonArgument() {
        Speculation mtp = new Speculation("mtp", 2, 1, 3, Optional.of("acme/draft"));

        List<String> argv = Specs.of(new Vllm()).speculation(mtp).launch().argv();

        assertEquals(
                "{\"method\":\"mtp\",\"num_speculative_tokens\":2,\"model\":\"acme/draft\"}",
                argv.get(argv.indexOf("--speculative-config") + 1));
    }

    @Test
    void aPrecisionThatNoCheckpointTellsIsSaid() {
        Specs specs = Specs.of(new Vllm());

        assertTrue(specs.precision(Precision.BF16).line().contains("--dtype bfloat16"));
        assertTrue(specs.precision(Precision.FP16).line().contains("--dtype float16"));
        assertFalse(specs.precision(Precision.FP8).line().contains("--dtype"));
    }

    @Test
    void reportsNothingHomeAndDownloadsNothingUnlessTheOperatorWantsIt() {
        Specs specs = Specs.of(new Vllm()).gpus(new GpuRequest.Ids(List.of(2, 5)));

        assertEquals(
                Map.of(
                        "CUDA_DEVICE_ORDER", "PCI_BUS_ID",
                        "CUDA_VISIBLE_DEVICES", "2,5",
                        "HF_HUB_OFFLINE", "1",
                        "VLLM_NO_USAGE_STATS", "1"),
                specs.launch().environment());
        assertEquals(
                "0",
                specs.environment(Map.of("HF_HUB_OFFLINE", "0"))
                        .launch()
                        .environment()
                        .get("HF_HUB_OFFLINE"));
    }

    @Test
    void anEngineThatAskedForNoGpuSeesNone() {
        Map<String, String> environment =
                Specs.of(new Vllm()).gpus(new GpuRequest.None()).launch().environment();

        assertEquals("", environment.get("CUDA_VISIBLE_DEVICES"));
    }

    @Test
    void whereNobodyHasCountedTheGpusTheEngineLooksForItself() {
        LaunchSite site = new LaunchSite(4000, Path.of("/run/1"), List.of(), Map.of());
        EngineSpec spec = Specs.of(new Vllm()).spec();

        Map<String, String> environment = spec.dialect().command(spec, site).environment();

        assertFalse(environment.containsKey("CUDA_VISIBLE_DEVICES"));
    }
}
