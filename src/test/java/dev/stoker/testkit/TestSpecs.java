package dev.stoker.testkit;

import dev.stoker.engine.Compute;
import dev.stoker.engine.Compute.GpuRequest;
import dev.stoker.engine.Compute.Parallelism;
import dev.stoker.engine.EngineSpec;
import dev.stoker.engine.Model;
import dev.stoker.engine.Model.Precision;
import dev.stoker.engine.Model.Weights;
import dev.stoker.engine.Operation;
import dev.stoker.engine.Operation.HealthCheck;
import dev.stoker.engine.Operation.RestartSettings;
import dev.stoker.engine.Simulator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Engines as an operator might have written them.
public final class TestSpecs {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private TestSpecs() {}

    public static EngineSpec simulator(List<String> servedNames) {
        return new EngineSpec(
                "simulator",
                new EngineSpec.Program(new Simulator(), Map.of(), Map.of()),
                new Model(
                        "test/model",
                        Optional.empty(),
                        servedNames,
                        Precision.AUTO,
                        new Weights.Dummy()),
                new Compute(new Parallelism(1, 1, 1, 1), new GpuRequest.None(), Optional.empty()),
                new Operation(
                        SECOND,
                        SECOND,
                        new HealthCheck(SECOND, SECOND, SECOND),
                        new RestartSettings(SECOND, SECOND, 5, SECOND, SECOND)));
    }
}
