package dev.stoker.trace.otlp;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.stoker.trace.Facts;
import dev.stoker.trace.Span;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.Clock;

/// A span that goes to the collector when it has ended.
final class RecordedSpan implements Span {
    private static final Clock CLOCK = Clock.getDefault();

    private final Tracer tracer;
    private final io.opentelemetry.api.trace.Span span;

    RecordedSpan(Tracer tracer, io.opentelemetry.api.trace.Span span) {
        this.tracer = tracer;
        this.span = span;
    }

    /// That moment of `System.nanoTime`, in nanoseconds since 1970.
    static long epoch(long nanos) {
        return CLOCK.now() - (System.nanoTime() - nanos);
    }

    static SpanKind kind(Kind kind) {
        return SpanKind.valueOf(kind.name());
    }

    /// `00-TRACE-SPAN-FLAGS`.
    static String header(SpanContext context) {
        String flags = context.getTraceFlags().asHex();
        return "00-" + context.getTraceId() + "-" + context.getSpanId() + "-" + flags;
    }

    @Override
    public boolean isRecorded() {
        return true;
    }

    @Override
    public String traceparent() {
        return header(span.getSpanContext());
    }

    @Override
    public Span child(Kind kind, String name) {
        return begin(part(kind, name));
    }

    @Override
    public Span child(Kind kind, String name, long since) {
        return begin(part(kind, name).setStartTimestamp(epoch(since), NANOSECONDS));
    }

    private SpanBuilder part(Kind kind, String name) {
        return tracer.spanBuilder(name)
                .setParent(Context.root().with(span))
                .setSpanKind(kind(kind));
    }

    private Span begin(SpanBuilder part) {
        return new RecordedSpan(tracer, part.startSpan());
    }

    @Override
    public Span rename(String name) {
        span.updateName(name);
        return this;
    }

    @Override
    public Span set(String key, String value) {
        span.setAttribute(AttributeKey.stringKey(key), value);
        return this;
    }

    @Override
    public Span set(String key, long value) {
        span.setAttribute(AttributeKey.longKey(key), value);
        return this;
    }

    @Override
    public void event(String name, long at) {
        span.addEvent(name, epoch(at), NANOSECONDS);
    }

    @Override
    public void fail(String type, String detail) {
        set(Facts.ERROR, type);
        span.setStatus(StatusCode.ERROR, detail);
    }

    @Override
    public void end() {
        span.end();
    }
}
