package dev.stoker.supervisor.run;

import static dev.stoker.testkit.EngineSpecs.engine;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.engine.EngineDialect;
import dev.stoker.engine.EngineSpec;
import dev.stoker.engine.LaunchSite;
import dev.stoker.engine.LlamaCpp;
import dev.stoker.engine.Sglang;
import dev.stoker.engine.Vllm;
import dev.stoker.supervisor.gpu.Gpu;
import dev.stoker.supervisor.gpu.GpuLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where engines are told to keep what they compile.
class CompileCachesTest {
    private static final Path CACHES = Path.of("/caches");

    @Test
    void anEngineKeepsWhatItCompilesBelowItsOwnDirectory() {
        Map<String, String> environment = environment(vllm(Map.of()), 8000, Map.of());

        Path root = Path.of(environment.get("VLLM_CACHE_ROOT"));
        assertTrue(root.startsWith(CACHES), root::toString);
        assertTrue(
                root.getName(root.getNameCount() - 2).toString().startsWith("tiny-"),
                root::toString);
        assertEquals(root.resolveSibling("triton").toString(), environment.get("TRITON_CACHE_DIR"));
    }

    @Test
    void theNextRunOnAnotherPortFindsIt() {
        assertEquals(
                environment(vllm(Map.of()), 8000, Map.of()),
                environment(vllm(Map.of()), 8001, Map.of()));
    }

    @Test
    void otherFlagsGetADirectoryOfTheirOwn() {
        assertNotEquals(
                environment(vllm(Map.of("max-model-len", 1024)), 8000, Map.of()),
                environment(vllm(Map.of("max-model-len", 2048)), 8000, Map.of()));
    }

    @Test
    void anotherModelGetsADirectoryOfItsOwn() {
        assertNotEquals(
                environment(
                        engine().ofKind(new Vllm()).ofModel("models/a").build(), 8000, Map.of()),
                environment(
                        engine().ofKind(new Vllm()).ofModel("models/b").build(), 8000, Map.of()));
    }

    @Test
    void anotherCommitOfTheModelGetsADirectoryOfItsOwn() {
        assertNotEquals(
                environment(engine().ofKind(new Vllm()).pinnedTo("aaaa").build(), 8000, Map.of()),
                environment(engine().ofKind(new Vllm()).pinnedTo("bbbb").build(), 8000, Map.of()));
    }

    @Test
    void anotherReleaseOfTheEngineGetsADirectoryOfItsOwn(@TempDir Path home) throws IOException {
        Path programs = Files.createDirectory(home.resolve("bin"));
        assertTrue(Files.createFile(programs.resolve("vllm")).toFile().setExecutable(true));
        Map<String, String> own = Map.of("PATH", programs.toString());
        Path packages = Files.createDirectories(home.resolve("lib/python3.12/site-packages"));

        Path old = Files.createDirectory(packages.resolve("vllm-0.32.0.dist-info"));
        Map<String, String> before = environment(vllm(Map.of()), 8000, own);
        Files.move(old, packages.resolve("vllm-0.33.0.dist-info"));

        assertNotEquals(before, environment(vllm(Map.of()), 8000, own));
    }

    @Test
    void otherGpusGetADirectoryOfTheirOwn() {
        assertNotEquals(
                environment(vllm(Map.of()), List.of(0)), environment(vllm(Map.of()), List.of(1)));
    }

    @Test
    void whatTheOperatorHasSetForStokerItselfStays() {
        Map<String, String> environment =
                environment(vllm(Map.of()), 8000, Map.of("TRITON_CACHE_DIR", "/mine"));

        assertFalse(environment.getOrDefault("TRITON_CACHE_DIR", "").startsWith("/caches"));
        assertTrue(environment.containsKey("VLLM_CACHE_ROOT"));
    }

    @Test
    void sglangKeepsItsKernelsToo() {
        Map<String, String> environment = environment(of(new Sglang()), 8000, Map.of());

        assertTrue(String.valueOf(environment.get("SGLANG_DG_CACHE_DIR")).endsWith("/deep-gemm"));
        assertTrue(
                String.valueOf(environment.get("TORCHINDUCTOR_CACHE_DIR")).endsWith("/inductor"));
    }

    @Test
    void anEngineThatCompilesNothingIsToldNothing() {
        assertEquals(
                of(new LlamaCpp()).dialect().command(of(new LlamaCpp()), site(8000)).environment(),
                environment(of(new LlamaCpp()), 8000, Map.of()));
    }

    private static EngineSpec vllm(Map<String, Object> args) {
        return engine().ofKind(new Vllm()).withArgs(args).build();
    }

    private static EngineSpec of(EngineDialect dialect) {
        return engine().ofKind(dialect).build();
    }

    private static Map<String, String> environment(
            EngineSpec spec, int port, Map<String, String> own) {
        return dialects(own).command(spec, site(port)).environment();
    }

    private static Map<String, String> environment(EngineSpec spec, List<Integer> gpus) {
        var site = new LaunchSite(8000, Path.of("run"), gpus, Map.of());
        return dialects(Map.of()).command(spec, site).environment();
    }

    private static LaunchSite site(int port) {
        return new LaunchSite(port, Path.of("run-on-" + port), List.of(), Map.of());
    }

    private static Dialects dialects(Map<String, String> own) {
        var settings =
                new FleetSettings(
                        Path.of("state"),
                        List.of("guard"),
                        Duration.ofSeconds(1),
                        own,
                        Optional.of(CACHES));
        return new Dialects(
                settings,
                new GpuLedger(() -> List.of(new Gpu(0, 81559, 0), new Gpu(1, 143771, 0))));
    }
}
