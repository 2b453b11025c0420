package dev.stoker.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.engine.EngineSpec;
import dev.stoker.engine.catalog.CatalogLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryPlanTest {
    private static final double GIB = 1L << 30;

    @TempDir private Path directory;

    @Test
    void qwen3On8BitsLeavesMostOfAnH100ToTheCache() throws Exception {
        MemoryPlan plan = plan("qwen3-8b-fp8-throughput", "qwen3-8b-fp8", KnownGpu.H100);

        // 6.95 billion at one byte, 1.24 billion at two
        assertEquals(8.8, plan.weights() / GIB, 0.1);
        // 36 layers of 8 keys and 8 values of 128, a byte each
        assertEquals(36 * 2 * 8 * 128, plan.cachePerToken());
        assertTrue(plan.fits());
        assertEquals(plan.tokens() / 16_384.0, plan.fullRequests());
    }

    @Test
    void theCacheIsWhatAnEngineWasSeenToGet() throws Exception {
        // vLLM 0.26.0 on an H100, cache in 16 bits: "Available KV cache memory: 62.5 GiB",
        // "GPU KV cache size: 455,104 tokens"
        Path file = directory.resolve("seen.yaml");
        Files.writeString(
                file,
                """
                engine: vllm
                model: {path: Qwen/Qwen3-8B-FP8}
                gpus: 1
                args: {max-model-len: 16384, max-num-seqs: 1024, max-num-batched-tokens: 16384}
                """);

        MemoryPlan plan =
                MemoryPlan.withConfig(
                        load(file),
                        ModelConfigTest.CONFIGS.resolve("qwen3-8b-fp8.json"),
                        KnownGpu.H100.memory());

        assertEquals(62.5, plan.cache() / GIB, 0.6);
        assertEquals(455_104.0, (double) plan.tokens(), 5_000);
    }

    @Test
    void glmOnFourH200SharesWeightsAndHeads() throws Exception {
        MemoryPlan plan = plan("glm-4.7-fp8-h200x4", "glm-4.7-fp8", KnownGpu.H200);

        // SGLang 0.5.17 on four H200: 83.1 GiB and the draft's; "max_total_num_tokens=731662"
        assertEquals(84.1, plan.weights() / GIB, 0.5);
        assertEquals(731_662, (double) plan.tokens(), 731_662 * 0.05);
        // 93 layers with the draft's, 2 of 8 heads on each GPU
        assertEquals(93 * 2 * 2 * 128, plan.cachePerToken());
        assertTrue(plan.fits());
    }

    @Test
    void glmGetsTheCacheThatItWasSeenToGetWithoutDrafting() throws Exception {
        Path file = directory.resolve("seen.yaml");
        String head = "model: {path: zai-org/GLM-4.7-FP8}\nparallelism: {tensor: 4}\n";
        Files.writeString(
                file,
                head
                        + """
                        engine: sglang
                        args: {mem-fraction-static: 0.85, chunked-prefill-size: 32768,
                          kv-cache-dtype: fp8_e4m3, max-running-requests: 32}
                        """);
        // "KV Cache is allocated. #tokens: 779328"
        assertEquals(779_328, (double) glm(file).tokens(), 779_328 * 0.05);

        Files.writeString(
                file,
                head
                        + """
                        engine: vllm
                        args: {gpu-memory-utilization: 0.9, max-num-seqs: 32,
                          max-num-batched-tokens: 8192, kv-cache-dtype: fp8}
                        """);
        // vLLM 0.26.0: "Available KV cache memory: 39.39 GiB", "GPU KV cache size: 897,824 tokens"
        assertEquals(897_824, (double) glm(file).tokens(), 897_824 * 0.05);
    }

    private static MemoryPlan glm(Path file) throws Exception {
        return MemoryPlan.withConfig(
                load(file),
                ModelConfigTest.CONFIGS.resolve("glm-4.7-fp8.json"),
                KnownGpu.H200.memory());
    }

    @Test
    void glmDoesNotFitOnFourH100() throws Exception {
        MemoryPlan plan = plan("glm-4.7-fp8-h200x4", "glm-4.7-fp8", KnownGpu.H100);

        assertFalse(plan.fits());
        assertTrue(plan.cache() < 0);
        assertEquals(0, plan.tokens());
    }

    @Test
    void eachEngineReckonsItsShareInItsOwnWay() {
        long gib = 1L << 30;

        assertEquals(50 * gib, cache(EngineLimits.Of.EVERYTHING, 0.9, 0));
        assertEquals(51 * gib, cache(EngineLimits.Of.WEIGHTS_AND_CACHE, 0.9, 8 * gib));
        assertEquals(25 * gib, cache(EngineLimits.Of.WHAT_IS_LEFT, 0.5, 10 * gib));
    }

    @Test
    void workingMemoryLimitsAShareThatDoesNotHoldIt() {
        long gib = 1L << 30;

        assertEquals(30 * gib, cache(EngineLimits.Of.WEIGHTS_AND_CACHE, 0.9, 30 * gib));
    }

    /// Of 100 GiB with 30 of weights and 10 taken before them.
    private static long cache(EngineLimits.Of of, double part, long working) {
        long gib = 1L << 30;
        return of(of, part).cache(100 * gib, 10 * gib, 30 * gib, working);
    }

    @Test
    void theShareOfTensorRtIsFoundInItsGroup() throws Exception {
        MemoryPlan plan = plan("llama-3-8b-tensorrt", "llama-3.1-8b-fp8", KnownGpu.H100);

        assertEquals(of(EngineLimits.Of.WHAT_IS_LEFT, 0.9), plan.limits().share());
        assertEquals(8_192, plan.limits().context());
        assertEquals(128, plan.limits().sequences());
    }

    @Test
    void aLatentCacheIsWholeOnEveryGpu() throws Exception {
        MemoryPlan plan = plan("deepseek-v3-fp8-h200x8", "deepseek-v3", KnownGpu.H200);

        long layers = plan.model().architecture().layers(plan.model().placement().drafting());
        assertEquals(layers * (512 + 64) * plan.limits().cacheBytes(), plan.cachePerToken());
        assertTrue(plan.fits());
    }

    @Test
    void fewerHeadsThanGpusMeansCopies() {
        Attention twoHeads = new Attention.Grouped(16, 2, 64);

        assertEquals(2 * 64, twoHeads.cached(8));
        assertEquals(2 * 2 * 64, twoHeads.cached(1));
    }

    @Test
    void checkpointsOnDiskAreWeighedAndNotReckoned() throws Exception {
        Path model = Files.createDirectory(directory.resolve("model"));
        Files.copy(
                ModelConfigTest.CONFIGS.resolve("qwen3-8b-fp8.json"), model.resolve("config.json"));
        allocate(model.resolve("model-00001-of-00002.safetensors"), 3_000_000_000L);
        allocate(model.resolve("model-00002-of-00002.safetensors"), 2_000_000_000L);

        MemoryPlan plan =
                MemoryPlan.of(serving(model.toString()), directory, KnownGpu.H100.memory());

        assertEquals(5_000_000_000L, plan.weights());
    }

    @Test
    void theHubsCacheIsSearchedForTheConfiguration() throws Exception {
        Path snapshot =
                Files.createDirectories(directory.resolve("models--some--model/snapshots/abc"));
        Files.copy(
                ModelConfigTest.CONFIGS.resolve("llama-3.1-8b-fp8.json"),
                snapshot.resolve("config.json"));

        MemoryPlan plan = MemoryPlan.of(serving("some/model"), directory, KnownGpu.H100.memory());

        assertEquals(32, plan.model().architecture().stack().layers());
    }

    @Test
    void aModelThatIsNowhereIsNamedWithThePlacesSearched() throws Exception {
        EngineSpec engine = serving("some/model");

        NoPlan refused =
                assertThrows(
                        NoPlan.class,
                        () -> MemoryPlan.of(engine, directory, KnownGpu.H100.memory()));

        assertTrue(String.valueOf(refused.getMessage()).contains("no config.json of some/model"));
        assertTrue(String.valueOf(refused.getMessage()).contains("models--some--model/snapshots"));
        assertTrue(String.valueOf(refused.getMessage()).contains("--config"));
    }

    @Test
    void theReportShowsTheArithmeticAndTheVerdict() throws Exception {
        List<String> fitting =
                PlanReport.of(
                        plan("qwen3-8b-fp8-throughput", "qwen3-8b-fp8", KnownGpu.H100), "H100");
        List<String> tooLarge =
                PlanReport.of(plan("glm-4.7-fp8-h200x4", "glm-4.7-fp8", KnownGpu.H100), "H100");

        assertEquals(
                "qwen3-8b-fp8: nvidia/Qwen3-8B-FP8 with vllm on 1 GPU of H100", fitting.getFirst());
        assertTrue(fitting.get(2).contains("8.2 billion"), fitting.get(2));
        assertTrue(fitting.get(4).contains("72.0 KiB a token"), fitting.get(4));
        assertTrue(fitting.getLast().startsWith("fits: "), fitting.getLast());
        assertTrue(tooLarge.getLast().startsWith("does not fit: "), tooLarge.getLast());
        assertTrue(tooLarge.getLast().contains("missing on each GPU"), tooLarge.getLast());
    }

    private static MemoryPlan plan(String engine, String model, KnownGpu gpu) throws Exception {
        EngineSpec spec = load(Path.of("yaml-configs", engine + ".yaml"));
        return MemoryPlan.withConfig(
                spec, ModelConfigTest.CONFIGS.resolve(model + ".json"), gpu.memory());
    }

    private static EngineLimits.Share of(EngineLimits.Of of, double part) {
        return new EngineLimits.Share(part, of);
    }

    private EngineSpec serving(String model) throws Exception {
        Path file = directory.resolve("an-engine.yaml");
        Files.writeString(file, "engine: vllm\nmodel:\n  path: %s\ngpus: 1\n".formatted(model));
        return load(file);
    }

    private static EngineSpec load(Path file) throws Exception {
        return new CatalogLoader(Map.of()).load(List.of(file)).engines().getFirst();
    }

    /// A file of that length that takes no space.
    private static void allocate(Path file, long length) throws IOException {
        try (var sparse = new java.io.RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(length);
        }
    }
}
