package dev.stoker.trace.otlp;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.stoker.trace.Span;
import dev.stoker.trace.TraceParent;
import dev.stoker.trace.Tracer;
import dev.stoker.trace.Unrecorded;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Traces for a collector: what a trace's beginner wants, and of those that begin here a share.
public final class SdkTracer implements Tracer {
    private static final int LONGEST_VALUE = 1024;
    private static final TextMapGetter<TraceParent> HEADERS = new Headers();

    private final SpanQueue queue;
    private final io.opentelemetry.api.trace.Tracer tracer;

    SdkTracer(Collector collector, SpanQueue queue) {
        this.queue = queue;
        // the provider is not closed: the queue is what holds anything
        SdkTracerProvider provider =
                SdkTracerProvider.builder()
                        .setResource(Resource.getDefault().merge(resource(collector)))
                        .setSampler(Sampler.parentBased(roots(collector.ratio())))
                        .setSpanLimits(
                                SpanLimits.builder()
                                        .setMaxAttributeValueLength(LONGEST_VALUE)
                                        .build())
                        .addSpanProcessor(queue)
                        .build();
        this.tracer = provider.get("dev.stoker");
    }

    /// Begins to tell that collector.
    public static Tracer telling(Collector collector) {
        return new SdkTracer(
                collector, SpanQueue.to(exporter(collector), collector.endpoint().toString()));
    }

    private static SpanExporter exporter(Collector collector) {
        OtlpHttpSpanExporterBuilder exporter =
                OtlpHttpSpanExporter.builder()
                        .setEndpoint(collector.endpoint().toString())
                        .setTimeout(collector.timeout())
                        .setConnectTimeout(collector.timeout())
                        .setCompression("gzip");
        collector.headers().forEach(exporter::addHeader);
        return exporter.build();
    }

    private static Sampler roots(double ratio) {
        return ratio >= 1 ? Sampler.alwaysOn() : Sampler.traceIdRatioBased(ratio);
    }

    private static Resource resource(Collector collector) {
        AttributesBuilder attributes = Attributes.builder();
        collector.resource().forEach(attributes::put);
        return Resource.create(attributes.build());
    }

    @Override
    public boolean isOn() {
        return true;
    }

    @Override
    public Span begin(Span.Kind kind, String name, TraceParent parent) {
        return begin(builder(kind, name, parent), parent);
    }

    @Override
    public Span begin(Span.Kind kind, String name, TraceParent parent, long since) {
        return begin(
                builder(kind, name, parent)
                        .setStartTimestamp(RecordedSpan.epoch(since), NANOSECONDS),
                parent);
    }

    private SpanBuilder builder(Span.Kind kind, String name, TraceParent parent) {
        Context context =
                W3CTraceContextPropagator.getInstance().extract(Context.root(), parent, HEADERS);
        return tracer.spanBuilder(name).setParent(context).setSpanKind(RecordedSpan.kind(kind));
    }

    /// Whoever works for a trace that begins here is told when nobody wants to see it; one that
    /// began elsewhere goes on as it came.
    private Span begin(SpanBuilder builder, TraceParent parent) {
        io.opentelemetry.api.trace.Span span = builder.startSpan();
        if (span.isRecording()) {
            return new RecordedSpan(tracer, span);
        }
        return parent.isThere()
                ? Span.NONE
                : new Unrecorded(RecordedSpan.header(span.getSpanContext()));
    }

    @Override
    public Counts counts() {
        return queue.counts();
    }

    @Override
    public void close() {
        queue.close();
    }

    /// Reads the two headers.
    private static final class Headers implements TextMapGetter<TraceParent> {
        @Override
        public Iterable<String> keys(TraceParent parent) {
            return List.of("traceparent", "tracestate");
        }

        @Override
        public @Nullable String get(@Nullable TraceParent parent, String key) {
            if (parent == null) {
                return null;
            }
            return key.equals("traceparent") ? parent.header() : parent.state();
        }
    }
}
