package dev.stoker.ops;

import dev.stoker.trace.Tracer;
import dev.stoker.trace.Tracer.Counts;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/// What became of ended spans, where there are any.
public final class TraceMeters {
    private final MeterRegistry registry;

    public TraceMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    public void show(Tracer tracer) {
        if (tracer.isOn()) {
            show(tracer, "exported", Counts::exported);
            show(tracer, "refused", Counts::refused);
            show(tracer, "dropped", Counts::dropped);
        }
    }

    private void show(Tracer tracer, String outcome, ToDoubleFunction<Counts> count) {
        FunctionCounter.builder(
                        "stoker.traces.spans", tracer, one -> count.applyAsDouble(one.counts()))
                .tags("outcome", outcome)
                .register(registry);
    }
}
