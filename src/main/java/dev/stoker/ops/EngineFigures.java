package dev.stoker.ops;

import dev.stoker.engine.EngineMetrics;
import dev.stoker.engine.EngineSpec;
import dev.stoker.inference.metrics.PrometheusText;
import dev.stoker.supervisor.fleet.EngineFleet;
import dev.stoker.supervisor.run.Inspection;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/// The engines' own figures under one name for all kinds, from the pages that the supervisor reads
/// anyway. What a kind does not tell is not there.
public final class EngineFigures {
    private final MeterRegistry registry;
    private final EngineFleet fleet;
    private final Set<String> shown = ConcurrentHashMap.newKeySet();

    public EngineFigures(MeterRegistry registry, EngineFleet fleet) {
        this.registry = registry;
        this.fleet = fleet;
    }

    /// Shows engines that are not shown yet.
    public void show() {
        fleet.engines().stream()
                .map(engine -> engine.spec())
                .filter(spec -> shown.add(spec.name()))
                .forEach(this::show);
    }

    private void show(EngineSpec spec) {
        EngineMetrics names = spec.dialect().metrics();
        gauge(spec, "running", names.running(), PrometheusText::sum);
        gauge(spec, "waiting", names.waiting(), PrometheusText::sum);
        gauge(spec, "kv.usage", names.kvUsage(), PrometheusText::max);
        counter(spec, "prompt.tokens", names.totals().promptTokens());
        counter(spec, "generation.tokens", names.totals().generatedTokens());
        counter(spec, "preemptions", names.totals().preemptions());
    }

    private void gauge(
            EngineSpec spec,
            String figure,
            Optional<String> series,
            BiFunction<PrometheusText, String, OptionalDouble> fold) {
        series.ifPresent(name ->
                Gauge.builder(
                                "stoker.engine." + figure,
                                () -> fold.apply(page(spec), name).orElse(Double.NaN))
                        .tags("engine", spec.name(), "kind", spec.dialect().kind())
                        .register(registry));
    }

    /// Begins anew with each run, as the engine's own does.
    private void counter(EngineSpec spec, String figure, Optional<String> series) {
        series.ifPresent(name ->
                FunctionCounter.builder(
                                "stoker.engine." + figure,
                                this,
                                self -> self.page(spec).sum(name).orElse(0))
                        .tags("engine", spec.name(), "kind", spec.dialect().kind())
                        .register(registry));
    }

    private PrometheusText page(EngineSpec spec) {
        try {
            return new PrometheusText(
                    fleet.inspect(spec.name()).run().map(Inspection.Run::metrics).orElse(""));
        } catch (NoSuchElementException removed) {
            return new PrometheusText("");
        }
    }
}
