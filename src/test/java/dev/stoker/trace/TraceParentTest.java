package dev.stoker.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PLACE = "00-" + TRACE + "-b7ad6b7169203331-";

    @Test
    void aHeaderNamesItsTrace() {
        var parent = new TraceParent(PLACE + "01");

        assertTrue(parent.isThere());
        assertTrue(parent.isSampled());
        assertEquals(TRACE, parent.trace());
    }

    @Test
    void whatNobodyWantsToSeeIsSaidToOthersForTheSamePlace() {
        Span span = new TraceParent(PLACE + "01").unrecorded();

        assertEquals(PLACE + "00", span.traceparent());
        assertFalse(span.isRecorded());
        assertEquals(PLACE + "00", span.child(Span.Kind.CLIENT, "part").traceparent());
    }

    @Test
    void onlyTheLastBitOfTheFlagsCounts() {
        assertTrue(new TraceParent(PLACE + "03").isSampled());
        assertFalse(new TraceParent(PLACE + "02").isSampled());
    }

    @Test
    void aLaterVersionMaySayMore() {
        assertTrue(new TraceParent("01" + PLACE.substring(2) + "01-more").isSampled());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00-xyz",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
            })
    void whatHasNotItsFormIsNone(String header) {
        var parent = new TraceParent(header);

        assertFalse(parent.isThere());
        assertFalse(parent.isSampled());
        assertEquals(Span.NONE, parent.unrecorded());
    }
}
