package dev.stoker.ops;

import dev.stoker.supervisor.EngineState;
import java.util.List;

/// The words for an engine's state in health answers and metrics.
public final class StateNames {
    public static final List<String> ALL =
            List.of(
                    "stopped",
                    "starting",
                    "ready",
                    "sleeping",
                    "draining",
                    "backing-off",
                    "failed");

    private StateNames() {}

    public static String of(EngineState state) {
        return switch (state) {
            case EngineState.Stopped _ -> "stopped";
            case EngineState.Starting _ -> "starting";
            case EngineState.Ready _ -> "ready";
            case EngineState.Sleeping _ -> "sleeping";
            case EngineState.Draining _ -> "draining";
            case EngineState.BackingOff _ -> "backing-off";
            case EngineState.Failed _ -> "failed";
        };
    }
}
