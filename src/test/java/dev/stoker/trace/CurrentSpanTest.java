package dev.stoker.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.testkit.ListedTraces;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class CurrentSpanTest {
    private final ListedTraces traces = new ListedTraces();
    private final Span request = traces.begin(Span.Kind.SERVER, "request", TraceParent.NONE);

    @Test
    void outsideOfAnyThereIsNone() {
        assertSame(Span.NONE, CurrentSpan.get());
        assertSame(Span.NONE, CurrentSpan.during(Span.NONE, CurrentSpan::get));
    }

    @Test
    void aPartStandsBelowWhatItIsDoneForAndEndsWithItsWork() {
        Span seen = CurrentSpan.during(request, () -> CurrentSpan.part("part", CurrentSpan::get));

        assertSame(seen, traces.one("part"));
        assertTrue(traces.one("part").isBelow(request));
        assertEquals("", traces.one("part").failure());
    }

    @Test
    void whatIsThrownFailsThePartAndGoesOn() {
        IOException broken = new IOException("broken");

        IOException seen =
                assertThrows(
                        IOException.class,
                        () ->
                                CurrentSpan.during(
                                        request,
                                        () ->
                                                CurrentSpan.part(
                                                        "part",
                                                        () -> {
                                                            throw broken;
                                                        })));

        assertSame(broken, seen);
        assertEquals("_OTHER", traces.one("part").failure());
    }
}
