package dev.stoker.testkit;

import dev.stoker.engine.EngineDialect.Nap.Call;
import dev.stoker.supervisor.probe.HealthProbe;
import dev.stoker.supervisor.probe.Vitals;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// An engine's answers as a test wants them; silent at first.
public final class ScriptedProbe implements HealthProbe {
    private volatile Readiness readiness = new Readiness(Readiness.Stage.SILENT, "refused");
    private volatile Vitals vitals =
            new Vitals(true, OptionalDouble.of(0), OptionalDouble.of(1), "");
    private final AtomicInteger looks = new AtomicInteger();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private volatile Optional<String> refusal = Optional.empty();
    private volatile Optional<String> complaint = Optional.empty();

    @Override
    public Readiness readiness(Target target) {
        return readiness;
    }

    @Override
    public Vitals vitals(Target target) {
        looks.incrementAndGet();
        return vitals;
    }

    @Override
    public Optional<String> canary(Target target, Duration timeout) {
        return complaint;
    }

    @Override
    public Optional<String> call(Target target, Call call, Duration timeout) {
        calls.add(call.path());
        return refusal;
    }

    /// How often its figures were read.
    public int looks() {
        return looks.get();
    }

    /// Paths by which the engine was asked to do something, in order.
    public List<String> calls() {
        return calls;
    }

    public void refusesCalls(String complaint) {
        refusal = Optional.of(complaint);
    }

    public void becomesHealthy() {
        readiness = new Readiness(Readiness.Stage.UP, "/v1/models does not list it");
    }

    public void answers() {
        readiness = new Readiness(Readiness.Stage.ANSWERS, "answered");
    }

    /// As `answers`, with that page of metrics.
    public void answers(String page) {
        answers();
        vitals = new Vitals(true, OptionalDouble.of(0), OptionalDouble.of(1), page);
    }

    public void fallsSilent() {
        readiness = new Readiness(Readiness.Stage.SILENT, "refused");
    }

    /// Requests run, and the heartbeat stands still.
    public void hangs() {
        vitals = new Vitals(true, OptionalDouble.of(3), OptionalDouble.of(1), "");
    }
}
