package dev.stoker.ops.admin;

import dev.stoker.engine.EngineSpec;
import dev.stoker.inference.InFlight;
import dev.stoker.ops.StateNames;
import dev.stoker.supervisor.Crash;
import dev.stoker.supervisor.EngineSnapshot;
import dev.stoker.supervisor.EngineState;
import dev.stoker.supervisor.run.Inspection;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// One engine as the admin API shows it; a member that has no value now is left out.
final class EngineJson {
    private final EngineAnnals annals;
    private final InFlight inFlight;

    EngineJson(EngineAnnals annals, InFlight inFlight) {
        this.annals = annals;
        this.inFlight = inFlight;
    }

    JsonObject of(Inspection engine) {
        EngineSnapshot now = engine.snapshot();
        EngineSpec spec = now.spec();
        JsonObject json =
                new JsonObject()
                        .put("name", spec.name())
                        .put("kind", spec.dialect().kind())
                        .put("model", spec.model().name())
                        .put("served_names", new JsonArray(spec.model().servedNames()))
                        .put("state", StateNames.of(now.state()));
        spec.model().keeper().ifPresent(daemon -> json.put("weights_from", daemon));
        annals.since(spec.name()).ifPresent(since -> json.put("since", since));
        describe(now.state(), json);
        json.put("run", now.run())
                .put("restarts", Math.max(0, now.run() - 1))
                .put("in_flight", inFlight.of(spec.name()));
        engine.run().ifPresent(run -> add(run, now.endpoint().isPresent(), json));
        // the annals learn of a crash a moment after the state does
        now.state()
                .lastCrash()
                .or(() -> annals.lastCrash(spec.name()))
                .ifPresent(crash -> json.put("last_crash", crash(crash)));
        return json;
    }

    private static void describe(EngineState state, JsonObject json) {
        switch (state) {
            case EngineState.Starting starting -> {
                json.put("phase", starting.phase()).put("percent", starting.percent());
                starting.timeLeft().ifPresent(left -> json.put("seconds_left", seconds(left)));
            }
            case EngineState.Draining(_, var deadline) -> json.put("deadline", deadline);
            case EngineState.BackingOff(Crash crash, var until) ->
                    json.put("cause", crash.cause().label())
                            .put("detail", crash.detail())
                            .put("restart_at", until);
            case EngineState.Failed(Crash crash) ->
                    json.put("cause", crash.cause().label()).put("detail", crash.detail());
            case EngineState.Sleeping(_, var stage) ->
                    json.put("stage", stage.name().toLowerCase(Locale.ROOT));
            case EngineState.Stopped _, EngineState.Ready _ -> {}
        }
    }

    /// @param alive whether its process and its port still are
    private static void add(Inspection.Run run, boolean alive, JsonObject json) {
        if (alive) {
            run.pid().ifPresent(pid -> json.put("pid", pid));
            json.put("port", run.port()).put("gpus", new JsonArray(List.copyOf(run.gpus())));
        }
        json.put("argv", run.argv());
    }

    private static JsonObject crash(Crash crash) {
        return new JsonObject()
                .put("cause", crash.cause().label())
                .put("detail", crash.detail())
                .put("at", crash.at());
    }

    private static long seconds(Duration left) {
        return Math.max(0, left.plusMillis(999).toSeconds());
    }
}
