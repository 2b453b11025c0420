package dev.stoker.batch.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.batch.feed.Pace.Reading;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Instant NOW = Instant.parse("2025-01-02T12:00:00Z");

    @Test
    void roomIsWhatIsMissingToTheTarget() {
        Pace pace = Pace.start(1024);

        assertEquals(16, pace.room(0, NOW));
        assertEquals(6, pace.room(10, NOW));
        assertEquals(0, pace.room(40, NOW));
    }

    @Test
    void anEngineInWhichNothingWaitsGetsMore() {
        Pace pace = Pace.start(1024).after(told(16, 0, 16), false);

        assertEquals(20, pace.target());
    }

    @Test
    void itGrowsToTheEnginesKneeAndStaysThere() {
        Pace pace = Pace.start(1024);
        int slots = 256;
        for (int i = 0; i < 40; i++) {
            int inFlight = pace.target();
            pace =
                    pace.after(
                            told(
                                    Math.min(slots, inFlight),
                                    Math.max(0, inFlight - slots),
                                    inFlight),
                            true);
        }

        int line = pace.target() - slots;
        assertTrue(line > 0 && line <= 32, "line=" + line);
    }

    @Test
    void theTargetDoesNotGrowForWantOfWork() {
        Pace pace = Pace.start(1024).after(told(3, 0, 3), false);

        assertEquals(16, pace.target());
    }

    @Test
    void anEngineFasterThanTheClaimsGetsLargerOnes() {
        Pace pace = Pace.start(1024);
        for (int i = 0; i < 20; i++) {
            pace = pace.after(told(0, 0, 0), true);
        }

        assertEquals(72, pace.target());
    }

    @Test
    void aLineOfChatInsideTheEngineIsAnsweredByStandingBack() {
        Pace pace = Pace.start(1024).after(told(16, 12, 16), false);

        assertEquals(6, pace.target());
    }

    @Test
    void oneRequestIsAlwaysLeftSoThatTheEnginesReturnIsNoticed() {
        Pace pace = Pace.start(1024).after(told(4, 500, 16), false);

        assertEquals(1, pace.target());
    }

    @Test
    void neverMoreThanTheOperatorAllows() {
        Pace pace = Pace.start(18);
        for (int i = 0; i < 10; i++) {
            pace = pace.after(told(18, 0, 18), false);
        }

        assertEquals(18, pace.target());
        assertEquals(4, Pace.start(4).target());
    }

    @Test
    void refusalsOfOneBurstCountOnce() {
        Pace once = Pace.start(1024).refused(NOW);
        Pace again = once.refused(NOW.plusMillis(10));

        assertEquals(8, once.target());
        assertEquals(once, again);
        assertEquals(0, once.room(0, NOW.plusMillis(249)));
        assertEquals(8, once.room(0, NOW.plusMillis(250)));
    }

    @Test
    void eachFurtherRefusalMakesTheRestLongerUntilAnAnswer() {
        Pace twice = Pace.start(1024).refused(NOW).refused(NOW.plusMillis(250));

        assertEquals(0, twice.room(0, NOW.plusMillis(749)));
        assertEquals(4, twice.room(0, NOW.plusMillis(750)));
        Pace after = twice.answered().refused(NOW.plusMillis(800));
        assertEquals(2, after.room(0, NOW.plusMillis(1050)));
    }

    @Test
    void withoutWordOfALineItGrowsWhileThroughputDoes() {
        Pace pace = Pace.start(1024).after(untold(16, 100), false).after(untold(20, 125), false);

        assertEquals(25, pace.target());
    }

    @Test
    void aStepThatGainedNothingIsTakenBackAndTriedAgainLater() {
        Pace back = Pace.start(1024).after(untold(16, 100), false).after(untold(20, 101), false);
        Pace held = back;
        for (int i = 0; i < 5; i++) {
            held = held.after(untold(16, 101), false);
        }

        assertEquals(16, back.target());
        assertEquals(16, held.target());
        assertEquals(20, held.after(untold(16, 101), false).target());
    }

    @Test
    void withoutAnyWordNothingChanges() {
        Reading nothing =
                new Reading(OptionalInt.empty(), OptionalInt.empty(), 16, OptionalDouble.empty());
        Pace pace = Pace.start(1024);

        assertEquals(pace, pace.after(nothing, true));
    }

    private static Reading told(int running, int waiting, int inFlight) {
        return new Reading(
                OptionalInt.of(running), OptionalInt.of(waiting), inFlight, OptionalDouble.empty());
    }

    private static Reading untold(int inFlight, double throughput) {
        return new Reading(
                OptionalInt.empty(), OptionalInt.empty(), inFlight, OptionalDouble.of(throughput));
    }
}
