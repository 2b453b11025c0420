package dev.stoker.trace.otlp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stoker.testkit.Eventually;
import dev.stoker.trace.Span;
import dev.stoker.trace.TraceParent;
import dev.stoker.trace.Tracer;
import dev.stoker.trace.Tracer.Counts;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SpanQueueTest {
    private static final SpanQueue.Room SMALL = new SpanQueue.Room(5, 2, Duration.ofMinutes(10));

    @Test
    void whatHasEndedReachesTheCollector() {
        GatedExporter collector = GatedExporter.open();
        try (Tracer tracer = tracer(collector, SMALL)) {
            end(tracer, 4);

            Eventually.holds(() -> tracer.counts().equals(new Counts(4, 0, 0)));
            assertEquals(4, collector.taken().size());
        }
    }

    @Test
    void whatWaitsIsSentAtTheEnd() {
        GatedExporter collector = GatedExporter.open();
        Tracer tracer = tracer(collector, new SpanQueue.Room(100, 100, Duration.ofMinutes(1)));
        end(tracer, 3);

        tracer.close();

        assertEquals(new Counts(3, 0, 0), tracer.counts());
    }

    @Test
    void aCollectorThatIsDownCostsItsSpansAndNothingElse() {
        try (Tracer tracer = tracer(GatedExporter.broken(), SMALL)) {
            end(tracer, 2);

            Eventually.holds(() -> tracer.counts().equals(new Counts(0, 2, 0)));
        }
    }

    @Test
    void whileTheCollectorHangsSpansEndAtOnceAndThoseBeyondTheRoomAreCounted() throws Exception {
        GatedExporter collector = GatedExporter.hanging();
        try (Tracer tracer = tracer(collector, SMALL)) {
            end(tracer, 2);
            collector.awaitAsked();
            int sent = collector.taken().size();

            // a span that waited for the collector would wait for ever
            end(tracer, 20);

            assertEquals(22 - sent - SMALL.most(), tracer.counts().dropped());
            collector.answer();
            Eventually.holds(() -> tracer.counts().exported() == sent + SMALL.most());
        }
    }

    @Test
    void aCollectorThatHangsDoesNotHoldUpTheEnd() throws Exception {
        GatedExporter collector = GatedExporter.hanging();
        Tracer tracer = tracer(collector, SMALL);
        end(tracer, 2);
        collector.awaitAsked();
        end(tracer, 3);

        tracer.close();

        end(tracer, 1);
        assertEquals(0, tracer.counts().exported());
    }

    private static Tracer tracer(GatedExporter collector, SpanQueue.Room room) {
        return new SdkTracer(
                new Collector(
                        URI.create("http://collector"),
                        Map.of(),
                        Duration.ofSeconds(1),
                        1,
                        Map.of()),
                SpanQueue.to(collector, "http://collector", room));
    }

    private static void end(Tracer tracer, int spans) {
        for (int i = 0; i < spans; i++) {
            tracer.begin(Span.Kind.INTERNAL, "span", TraceParent.NONE).end();
        }
    }
}
