package dev.stoker.app.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuietMemoryTest {
    private static final long SIZE = 50_000_000;

    private final QuietMemory.Need need = new QuietMemory.Need();

    @Test
    void aMomentWithoutRequestsIsNotQuiet() {
        need.arises(false, SIZE);

        assertFalse(need.arises(true, SIZE));
        assertTrue(need.arises(true, SIZE));
    }

    @Test
    void aHeapThatHardlyGrewIsNotCollectedAgain() {
        need.arises(true, SIZE);
        need.met(SIZE);

        assertFalse(need.arises(true, SIZE + 8_000_000));
        assertTrue(need.arises(true, SIZE + 9_000_000));
    }

    @Test
    void nothingIsCollectedWhileRequestsRun() {
        need.arises(true, SIZE);

        assertFalse(need.arises(false, SIZE));
    }

    @Test
    void whatLivedAtTheLastCollectionIsCollectedLaterEverMoreRarely() {
        List<Integer> collected = new ArrayList<>();

        for (int look = 1; look <= 1_000; look++) {
            if (need.arises(true, SIZE)) {
                need.met(SIZE);
                collected.add(look);
            }
        }

        assertEquals(List.of(2, 4, 8, 16, 32, 64, 128, 256, 496, 736, 976), collected);
    }
}
