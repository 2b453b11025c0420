package dev.stoker.testkit;

import dev.stoker.engine.Compute;
import dev.stoker.engine.Compute.GpuRequest;
import dev.stoker.engine.Compute.Parallelism;
import dev.stoker.engine.EngineDialect;
import dev.stoker.engine.EngineSpec;
import dev.stoker.engine.Model;
import dev.stoker.engine.Model.Precision;
import dev.stoker.engine.Model.Weights;
import dev.stoker.engine.Operation;
import dev.stoker.engine.Operation.HealthCheck;
import dev.stoker.engine.Operation.RestartSettings;
import dev.stoker.engine.Simulator;
import dev.stoker.inference.Route;
import dev.stoker.supervisor.EngineSnapshot;
import dev.stoker.supervisor.EngineState;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Engines in the states a test needs, without processes behind them.
public final class Engines {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private Engines() {}

    public static EngineSpec spec(String name, String... servedNames) {
        return spec(new Simulator(), name, servedNames);
    }

    public static EngineSpec spec(EngineDialect dialect, String name, String... servedNames) {
        return new EngineSpec(
                name,
                new EngineSpec.Program(dialect, Map.of(), Map.of()),
                new Model(
                        "test/model",
                        Optional.empty(),
                        List.of(servedNames),
                        Precision.AUTO,
                        new Weights.Dummy()),
                new Compute(new Parallelism(1, 1, 1, 1), new GpuRequest.None(), Optional.empty()),
                new Operation(
                        SECOND,
                        SECOND,
                        new HealthCheck(SECOND, SECOND, SECOND),
                        new RestartSettings(SECOND, SECOND, 5, SECOND, SECOND)));
    }

    public static EngineSnapshot ready(EngineSpec spec, int port) {
        return new EngineSnapshot(
                spec, new EngineState.Ready(Instant.EPOCH), 1, Optional.of(endpoint(port)));
    }

    public static EngineSnapshot in(EngineState state, EngineSpec spec) {
        return new EngineSnapshot(spec, state, 1, Optional.empty());
    }

    public static Route.Serve serve(EngineSpec spec, int port) {
        return new Route.Serve(spec, 1, endpoint(port));
    }

    private static URI endpoint(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }
}
