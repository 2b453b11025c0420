package dev.stoker.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.testkit.Engines;
import dev.stoker.testkit.ListedTraces;
import dev.stoker.testkit.ListedTraces.ListedSpan;
import dev.stoker.trace.CurrentSpan;
import dev.stoker.trace.Facts;
import dev.stoker.trace.Span;
import dev.stoker.trace.TraceParent;
import dev.stoker.trace.Unrecorded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TracedCallTest {
    private static final EngineAnswer ANSWER = new EngineAnswer(200, "{}");

    private final ListedTraces traces = new ListedTraces();
    private final Span item = traces.begin(Span.Kind.CONSUMER, "item", TraceParent.NONE);
    private final List<String> told = new ArrayList<>();

    @Test
    void anAnsweredCallIsAPartOfWhatItIsMadeFor() throws Exception {
        callFor(item, this::tell);

        ListedSpan call = traces.one("chat glm");
        assertTrue(call.isBelow(item));
        assertEquals("200", call.fact(Facts.STATUS));
        assertEquals("r1", call.fact(Facts.REQUEST));
        assertEquals("", call.failure());
        assertEquals(List.of(call.traceparent()), told);
    }

    @Test
    void anEnginesRefusalIsAFailureOfTheCall() throws Exception {
        callFor(item, _ -> new EngineAnswer(503, "a private matter"));

        assertEquals("503", traces.one("chat glm").failure());
    }

    @Test
    void anEngineThatIsNotThereIsToo() {
        assertThrows(
                EngineUnreachable.class,
                () ->
                        callFor(
                                item,
                                _ -> {
                                    throw new EngineUnreachable("gone", new Exception());
                                }));

        assertEquals("engine_unreachable", traces.one("chat glm").failure());
    }

    @Test
    void forWorkThatNobodyWantsToSeeOnlyTheEngineIsToldSo() throws Exception {
        callFor(new Unrecorded("00-1-2-00"), this::tell);
        callFor(Span.NONE, this::tell);

        assertEquals(List.of("00-1-2-00", ""), told);
        assertEquals(List.of(), traces.all());
    }

    private EngineAnswer tell(Span span) {
        told.add(span.traceparent());
        return ANSWER;
    }

    private static void callFor(Span work, TracedCall.Sending sending) throws Exception {
        EngineCall call =
                new EngineCall("/v1/chat/completions", "{}", "r1", true, Duration.ofSeconds(1));
        CurrentSpan.during(
                work,
                () -> TracedCall.of(Engines.serve(Engines.spec("a", "glm"), 80), call, sending));
    }
}
