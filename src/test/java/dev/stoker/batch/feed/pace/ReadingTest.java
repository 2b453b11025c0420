package dev.stoker.batch.feed.pace;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.inference.EngineLoad;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ReadingTest {
    @Test
    void anEngineThatKnowsOfWhatItWasSentIsCurrent() {
        assertTrue(reading(OptionalInt.of(8), OptionalInt.of(8)).isCurrent());
        assertTrue(reading(OptionalInt.of(8), OptionalInt.of(0)).isCurrent());
    }

    @Test
    void oneThatHasNotEndedItsFirstStepIsNot() {
        assertFalse(reading(OptionalInt.of(0), OptionalInt.of(0)).isCurrent());
        assertFalse(reading(OptionalInt.of(1), OptionalInt.of(2)).isCurrent());
    }

    @Test
    void oneThatNeverTellsIsTakenAsItIs() {
        assertTrue(reading(OptionalInt.empty(), OptionalInt.empty()).isCurrent());
    }

    private static Reading reading(OptionalInt running, OptionalInt waiting) {
        EngineLoad load = new EngineLoad(running, waiting, OptionalDouble.empty());
        return new Reading(load, 16, 0, false, OptionalDouble.empty());
    }
}
