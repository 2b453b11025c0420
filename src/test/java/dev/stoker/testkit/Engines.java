package dev.stoker.testkit;

import dev.stoker.engine.Compute;
import dev.stoker.engine.EngineDialect;
import dev.stoker.engine.EngineSpec;
import dev.stoker.engine.LlamaCpp;
import dev.stoker.engine.Simulator;
import dev.stoker.inference.Route;
import dev.stoker.supervisor.EngineSnapshot;
import dev.stoker.supervisor.EngineState;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/// Engines in the states a test needs, without processes behind them.
public final class Engines {
    private Engines() {}

    public static EngineSpec spec(String name, String... servedNames) {
        return spec(new Simulator(), name, servedNames);
    }

    public static EngineSpec spec(EngineDialect dialect, String name, String... servedNames) {
        return EngineSpecs.engine().ofKind(dialect).named(name).serving(servedNames).build();
    }

    /// One part of an engine that spans so many machines.
    public static EngineSpec onNodes(int count, int rank) {
        EngineSpec one = spec("big", "big");
        Compute compute =
                new Compute(
                        one.compute().parallelism(),
                        one.compute().gpus(),
                        one.compute().speculation(),
                        new Compute.Nodes(count, rank, "head", 20_000));
        return new EngineSpec(one.name(), one.program(), one.model(), compute, one.operation());
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

    /// One where interactive requests overtake those of a batch.
    public static Route.Serve ordered(String name) {
        return serve(spec(name, "llm"), 1);
    }

    /// One that takes requests as they come.
    public static Route.Serve unordered(String name) {
        return serve(spec(new LlamaCpp(), name, "llm"), 1);
    }

    private static URI endpoint(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }
}
