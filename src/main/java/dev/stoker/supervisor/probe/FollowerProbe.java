package dev.stoker.supervisor.probe;

import dev.stoker.engine.EngineSpec;

/// An engine's parts that compute for a head on another machine have no door; whether such a part
/// computes, the head's answers tell.
public final class FollowerProbe {
    private static final HealthProbe.Readiness JOINED =
            new HealthProbe.Readiness(HealthProbe.Readiness.Stage.ANSWERS, "computes for its head");

    private FollowerProbe() {}

    /// Asks nothing of them, and `others` of all others.
    public static HealthProbe beside(HealthProbe others) {
        return new DoorlessProbe(others, EngineSpec::follows, _ -> JOINED);
    }
}
