package dev.stoker.testkit;

import dev.stoker.batch.feed.EngineAccess;
import dev.stoker.inference.EngineAnswer;
import dev.stoker.inference.EngineCall;
import dev.stoker.inference.EngineClient;
import dev.stoker.inference.EngineLoad;
import dev.stoker.inference.EngineRouter;
import dev.stoker.inference.EngineUnreachable;
import dev.stoker.inference.InFlight;
import dev.stoker.inference.Route;
import dev.stoker.inference.replica.Replicas;
import dev.stoker.supervisor.EngineSnapshot;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Several engines of one model in memory, by their names.
public final class ScriptedReplicas implements EngineClient {
    private final Map<String, ScriptedEngine> engines = new LinkedHashMap<>();

    public ScriptedReplicas(String model, String... names) {
        for (String name : names) {
            engines.put(name, new ScriptedEngine(Engines.spec(name, model)));
        }
    }

    public ScriptedEngine engine(String name) {
        return engines.get(name);
    }

    /// All that engines were asked, repetitions included.
    public int calls() {
        return engines.values().stream().mapToInt(engine -> engine.calls().size()).sum();
    }

    /// @param clock by which failures are forgotten
    public EngineAccess access(InstantSource clock) {
        EngineRouter router = new EngineRouter(this::snapshots, clock);
        return new EngineAccess(router, new Replicas(router, new InFlight(), clock), this);
    }

    @Override
    public EngineAnswer complete(Route.Serve engine, EngineCall call)
            throws EngineUnreachable, InterruptedException {
        return engines.get(engine.name()).complete(engine, call);
    }

    @Override
    public EngineLoad load(Route.Serve engine) throws EngineUnreachable {
        return engines.get(engine.name()).load(engine);
    }

    private List<EngineSnapshot> snapshots() {
        return engines.values().stream()
                .flatMap(engine -> engine.router().engines().stream())
                .toList();
    }
}
