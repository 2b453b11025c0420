package dev.stoker.engine.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stoker.engine.Compute.GpuRequest;
import dev.stoker.engine.Compute.Parallelism;
import dev.stoker.engine.Compute.Speculation;
import dev.stoker.engine.EngineSpec;
import dev.stoker.engine.Operation;
import dev.stoker.engine.Operation.HealthCheck;
import dev.stoker.engine.Operation.RestartSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// For what an engine computes on and how it is operated: all defaults, and every key.
class EngineFileComputeTest {
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
    void allDefaultsOfParallelismAndGpus() {
        EngineSpec spec = files.spec(LEAST);

        assertEquals(new Parallelism(1, 1, 1, 1), spec.compute().parallelism());
        assertEquals(new GpuRequest.Count(1), spec.compute().gpus());
        assertEquals(
                new GpuRequest.None(),
                files.spec("{engine: llama-cpp, model: {path: m.gguf}}").compute().gpus());
    }

    @Test
    void everyKeyOfParallelism() {
        EngineSpec spec =
                files.spec(LEAST + "parallelism: {tensor: 4, pipeline: 2, data: 2, expert: 8}\n");

        assertEquals(new Parallelism(4, 2, 2, 8), spec.compute().parallelism());
        assertEquals(new GpuRequest.Count(16), spec.compute().gpus());
    }

    @Test
    void gpusAreCountedOrNamedOrNone() {
        String two = LEAST + "parallelism: {tensor: 2}\n";

        assertEquals(new GpuRequest.Count(2), files.spec(two + "gpus: 2").compute().gpus());
        assertEquals(
                new GpuRequest.Ids(List.of(3, 1)),
                files.spec(two + "gpus: [3, 1]").compute().gpus());
        assertEquals(new GpuRequest.None(), files.spec(two + "gpus: 0").compute().gpus());
    }

    @Test
    void allDefaultsOfSpeculation() {
        assertEquals(Optional.empty(), files.spec(LEAST).compute().speculation());
        assertEquals(
                Optional.of(new Speculation("EAGLE", 3, 1, 4, Optional.empty())),
                files.spec(LEAST + "speculation: {algorithm: EAGLE}").compute().speculation());
    }

    @Test
    void everyKeyOfSpeculation() {
        EngineSpec spec =
                files.spec(
                        LEAST
                                + """
                                speculation:
                                  algorithm: EAGLE3
                                  steps: 5
                                  top-k: 4
                                  draft-tokens: 8
                                  draft-model: acme/draft
                                """);

        assertEquals(
                Optional.of(new Speculation("EAGLE3", 5, 4, 8, Optional.of("acme/draft"))),
                spec.compute().speculation());
    }

    @Test
    void allDefaultsOfAnOperation() {
        Operation operation = files.spec(LEAST).operation();

        assertEquals(Duration.ofMinutes(30), operation.startTimeout());
        assertEquals(Duration.ofMinutes(5), operation.drainTimeout());
        assertEquals(
                new HealthCheck(
                        Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(30)),
                operation.health());
        assertEquals(
                new RestartSettings(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(60),
                        5,
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(5)),
                operation.restart());
    }

    @Test
    void everyKeyOfAnOperation() {
        EngineSpec spec =
                files.spec(
                        LEAST
                                + """
                                start-timeout: PT1H
                                drain-timeout: 0s
                                health: {interval: 500ms, timeout: 2s, hang-after: 2m}
                                restart:
                                  first-delay: 2s
                                  max-delay: 4m
                                  max-crashes: 0
                                  window: 1h30m
                                  stable-after: 3m
                                """);

        assertEquals(
                new Operation(
                        Duration.ofHours(1),
                        Duration.ZERO,
                        new HealthCheck(
                                Duration.ofMillis(500),
                                Duration.ofSeconds(2),
                                Duration.ofMinutes(2)),
                        new RestartSettings(
                                Duration.ofSeconds(2),
                                Duration.ofMinutes(4),
                                0,
                                Duration.ofMinutes(90),
                                Duration.ofMinutes(3))),
                spec.operation());
    }
}
