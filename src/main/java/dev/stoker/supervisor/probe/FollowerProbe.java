package dev.stoker.supervisor.probe;

import dev.stoker.engine.EngineDialect.Nap.Call;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/// Asks nothing of an engine's parts that compute for a head on another machine: they have no door.
/// Such a part is well as long as its process lives; whether it computes, the head's answers tell.
public record FollowerProbe(HealthProbe others) implements HealthProbe {
    private static final Readiness JOINED =
            new Readiness(Readiness.Stage.ANSWERS, "computes for its head");
    private static final Vitals ALIVE =
            new Vitals(true, OptionalDouble.empty(), OptionalDouble.empty(), "");

    @Override
    public Readiness readiness(Target target) throws InterruptedException {
        return target.spec().follows() ? JOINED : others.readiness(target);
    }

    @Override
    public Vitals vitals(Target target) throws InterruptedException {
        return target.spec().follows() ? ALIVE : others.vitals(target);
    }

    @Override
    public Optional<String> call(Target target, Call call, Duration timeout)
            throws InterruptedException {
        return target.spec().follows() ? Optional.empty() : others.call(target, call, timeout);
    }

    @Override
    public Optional<String> canary(Target target, Duration timeout) throws InterruptedException {
        return target.spec().follows() ? Optional.empty() : others.canary(target, timeout);
    }
}
