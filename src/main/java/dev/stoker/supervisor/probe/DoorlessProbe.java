package dev.stoker.supervisor.probe;

import dev.stoker.engine.EngineDialect.Nap.Call;
import dev.stoker.engine.EngineSpec;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;

/// Asks nothing of members of the fleet that have no door: such a one is well as long as its
/// processes live.
///
/// @param others asks all that have one
/// @param doorless tells which have none
/// @param readiness of those
record DoorlessProbe(
        HealthProbe others,
        Predicate<EngineSpec> doorless,
        Function<EngineSpec, HealthProbe.Readiness> readiness)
        implements HealthProbe {
    private static final Vitals ALIVE =
            new Vitals(true, OptionalDouble.empty(), OptionalDouble.empty(), "");

    @Override
    public Readiness readiness(Target target) throws InterruptedException {
        return isDoorless(target) ? readiness.apply(target.spec()) : others.readiness(target);
    }

    @Override
    public Vitals vitals(Target target) throws InterruptedException {
        return isDoorless(target) ? ALIVE : others.vitals(target);
    }

    @Override
    public Optional<String> call(Target target, Call call, Duration timeout)
            throws InterruptedException {
        return isDoorless(target) ? Optional.empty() : others.call(target, call, timeout);
    }

    @Override
    public Optional<String> canary(Target target, Duration timeout) throws InterruptedException {
        return isDoorless(target) ? Optional.empty() : others.canary(target, timeout);
    }

    private boolean isDoorless(Target target) {
        return doorless.test(target.spec());
    }
}
