package dev.stoker.app.process;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class QuietHeapTest {
    private static final long SIZE = 50_000_000;

    private final QuietHeap.Need need = new QuietHeap.Need();

    @Test
    void aMomentWithoutRequestsIsNotQuiet() {
        need.arises(false, SIZE);

        assertFalse(need.arises(true, SIZE));
        assertTrue(need.arises(true, SIZE));
    }

    @Test
    void aHeapThatDidNotGrowIsNotCollectedAgain() {
        need.arises(true, SIZE);
        need.met(SIZE);

        assertFalse(need.arises(true, SIZE));
        assertTrue(need.arises(true, SIZE + 1));
    }

    @Test
    void nothingIsCollectedWhileRequestsRun() {
        need.arises(true, SIZE);

        assertFalse(need.arises(false, SIZE));
    }
}
