package dev.stoker.inference;

import dev.stoker.engine.EngineMetrics;
import dev.stoker.inference.metrics.PrometheusText;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// What an engine says it is doing; empty where its kind does not tell.
///
/// @param running requests being computed
/// @param waiting requests queued inside the engine
/// @param kvUsage share of the KV cache in use, 0 to 1
/// @param preemptions so far: requests thrown out because the cache was full
public record EngineLoad(
        OptionalInt running,
        OptionalInt waiting,
        OptionalDouble kvUsage,
        OptionalDouble preemptions) {
    private static final double FULL_CACHE = 0.97;

    public EngineLoad(OptionalInt running, OptionalInt waiting, OptionalDouble kvUsage) {
        this(running, waiting, kvUsage, OptionalDouble.empty());
    }

    /// Finds it on a page of Prometheus text; of several copies of a model, all their requests and
    /// the fullest cache.
    static EngineLoad read(EngineMetrics names, String page) {
        PrometheusText text = new PrometheusText(page);
        return new EngineLoad(
                whole(names.running().map(text::sum)),
                whole(names.waiting().map(text::sum)),
                names.kvUsage().map(text::max).orElse(OptionalDouble.empty()),
                names.totals().preemptions().map(text::sum).orElse(OptionalDouble.empty()));
    }

    /// Whether it has no room for another request, or soon throws one out.
    public boolean hasFullCache() {
        return kvUsage.orElse(0) >= FULL_CACHE;
    }

    private static OptionalInt whole(Optional<OptionalDouble> gauge) {
        OptionalDouble value = gauge.orElse(OptionalDouble.empty());
        return value.isPresent() ? OptionalInt.of((int) value.getAsDouble()) : OptionalInt.empty();
    }
}
