package dev.stoker.trace.otlp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.trace.Span;
import dev.stoker.trace.TraceParent;
import dev.stoker.trace.Tracer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SdkTracerTest {
    private static final String PLACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-";

    private final GatedExporter collector = GatedExporter.open();

    @Test
    void aClientsTraceGoesOn() {
        try (Tracer tracer = tracer(0)) {
            Span request =
                    tracer.begin(
                            Span.Kind.SERVER, "request", new TraceParent(PLACE + "01", "vendor=1"));
            request.child(Span.Kind.CLIENT, "attempt").end();
            request.end();
        }

        SpanData attempt = taken("attempt");
        SpanData request = taken("request");
        assertEquals("0af7651916cd43dd8448eb211c80319c", request.getTraceId());
        assertEquals("b7ad6b7169203331", request.getParentSpanId());
        assertEquals("1", request.getSpanContext().getTraceState().get("vendor"));
        assertEquals(SpanKind.SERVER, request.getKind());
        assertEquals(request.getSpanId(), attempt.getParentSpanId());
        assertEquals(SpanKind.CLIENT, attempt.getKind());
    }

    @Test
    void whatTheClientDoesNotWantIsNotRecordedAndItsHeaderGoesOnAsItCame() {
        try (Tracer tracer = tracer(1)) {
            Span span = tracer.begin(Span.Kind.SERVER, "a", new TraceParent(PLACE + "00"));

            assertFalse(span.isRecorded());
            assertEquals("", span.traceparent());
        }
    }

    @Test
    void ofTracesThatBeginHereAShareIsWantedAndOthersAreToldSo() {
        try (Tracer none = tracer(0);
                Tracer all = tracer(1)) {
            Span unwanted = none.begin(Span.Kind.SERVER, "a", TraceParent.NONE);
            Span wanted = all.begin(Span.Kind.SERVER, "b", TraceParent.NONE);

            assertFalse(unwanted.isRecorded());
            assertTrue(unwanted.traceparent().matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00"));
            assertTrue(wanted.isRecorded());
            assertTrue(wanted.traceparent().matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01"));
        }
    }

    @Test
    void nonsenseInTheHeaderBeginsANewTrace() {
        try (Tracer tracer = tracer(1)) {
            tracer.begin(Span.Kind.SERVER, "a", new TraceParent("00-nonsense")).end();
        }

        assertEquals("0000000000000000", taken("a").getParentSpanId());
    }

    @Test
    void whatIsToldArrives() {
        try (Tracer tracer = tracer(1)) {
            Span span = tracer.begin(Span.Kind.INTERNAL, "a", TraceParent.NONE);
            span.rename("b").set("text", "value").set("number", 7);
            span.event("happened", System.nanoTime());
            span.fail("broken", "by itself");
            span.end();
        }

        SpanData span = taken("b");
        assertEquals("value", span.getAttributes().get(AttributeKey.stringKey("text")));
        assertEquals(7, span.getAttributes().get(AttributeKey.longKey("number")));
        assertEquals("broken", span.getAttributes().get(AttributeKey.stringKey("error.type")));
        assertEquals(StatusCode.ERROR, span.getStatus().getStatusCode());
        assertEquals("by itself", span.getStatus().getDescription());
        assertEquals("happened", span.getEvents().getFirst().getName());
        assertEquals(
                "night", span.getResource().getAttribute(AttributeKey.stringKey("service.name")));
    }

    @Test
    void whatBeganEarlierBeganEarlier() {
        long before = System.nanoTime() - Duration.ofMinutes(5).toNanos();
        try (Tracer tracer = tracer(1)) {
            tracer.begin(Span.Kind.INTERNAL, "a", TraceParent.NONE, before).end();
        }

        SpanData span = taken("a");
        long took = span.getEndEpochNanos() - span.getStartEpochNanos();
        assertTrue(took >= Duration.ofMinutes(5).toNanos(), () -> took + " ns");
    }

    @Test
    void whatIsVeryLongIsCut() {
        try (Tracer tracer = tracer(1)) {
            tracer.begin(Span.Kind.INTERNAL, "a", TraceParent.NONE)
                    .set("text", "x".repeat(100_000))
                    .end();
        }

        String text = taken("a").getAttributes().get(AttributeKey.stringKey("text"));
        assertEquals(1024, String.valueOf(text).length());
    }

    private SpanData taken(String name) {
        return collector.taken().stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Tracer tracer(double ratio) {
        return new SdkTracer(
                new Collector(
                        URI.create("http://collector"),
                        Map.of(),
                        Duration.ofSeconds(1),
                        ratio,
                        Map.of("service.name", "night")),
                SpanQueue.to(collector, "http://collector"));
    }
}
