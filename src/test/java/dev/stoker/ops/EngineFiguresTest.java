package dev.stoker.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.stoker.engine.EngineSpec;
import dev.stoker.engine.LlamaCpp;
import dev.stoker.engine.Vllm;
import dev.stoker.supervisor.fleet.EngineFleet;
import dev.stoker.supervisor.gpu.Gpu;
import dev.stoker.supervisor.run.FleetSettings;
import dev.stoker.testkit.EngineSpecs;
import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.ScriptedLauncher;
import dev.stoker.testkit.ScriptedProbe;
import dev.stoker.testkit.TestEquipment;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineFiguresTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ScriptedLauncher launcher = new ScriptedLauncher();
    private final ScriptedProbe probe = new ScriptedProbe();
    @TempDir private Path stateDirectory;
    private Optional<EngineFleet> fleet = Optional.empty();

    @AfterEach
    void close() {
        launcher.obey();
        fleet.ifPresent(EngineFleet::close);
    }

    @Test
    void kindsTellTheSameUnderTheSameNames() {
        probe.answers(
                """
                vllm:num_requests_running{engine="0"} 3
                vllm:num_requests_running{engine="1"} 4
                vllm:num_requests_waiting 2
                vllm:kv_cache_usage_perc{engine="0"} 0.25
                vllm:kv_cache_usage_perc{engine="1"} 0.5
                vllm:prompt_tokens_total 1000
                vllm:generation_tokens_total 200
                vllm:num_preemptions_total 5
                """);
        start(EngineSpecs.engine().ofKind(new Vllm()).named("glm").build());

        Eventually.holds(() -> gauge("running") == 7);

        assertEquals(2, gauge("waiting"));
        assertEquals(0.5, gauge("kv.usage"));
        assertEquals(1000, counter("prompt.tokens"));
        assertEquals(200, counter("generation.tokens"));
        assertEquals(5, counter("preemptions"));
        assertEquals("vllm", registry.get("stoker.engine.running").gauge().getId().getTag("kind"));
    }

    @Test
    void whatAKindDoesNotTellIsNotThere() {
        probe.answers("llamacpp:requests_processing 1\n");
        start(EngineSpecs.engine().ofKind(new LlamaCpp()).named("small").build());

        Eventually.holds(() -> gauge("running") == 1);

        assertNull(registry.find("stoker.engine.kv.usage").gauge());
        assertNull(registry.find("stoker.engine.preemptions").functionCounter());
    }

    @Test
    void theMemoryOfGpusIsShownInBytes() {
        start(EngineSpecs.engine().build());
        GpuMeters gpus = new GpuMeters(registry);

        gpus.show(List.of(new Gpu(3, 81559, 2)));

        assertEquals(
                2.0 * 1024 * 1024,
                registry.get("stoker.gpu.memory.used").tag("gpu", "3").gauge().value());
    }

    private void start(EngineSpec spec) {
        FleetSettings settings = TestEquipment.settings(stateDirectory);
        EngineFleet engines =
                new EngineFleet(
                        List.of(spec),
                        settings,
                        TestEquipment.scripted(settings, launcher, probe),
                        _ -> 0,
                        InstantSource.system());
        fleet = Optional.of(engines);
        new EngineFigures(registry, engines).show();
        engines.startAll();
    }

    private double gauge(String figure) {
        return registry.get("stoker.engine." + figure).gauge().value();
    }

    private double counter(String figure) {
        return registry.get("stoker.engine." + figure).functionCounter().count();
    }
}
