package dev.stoker.batch.feed.pace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.batch.feed.pace.Pace.Limits;
import dev.stoker.inference.EngineLoad;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final EngineLoad UNTOLD =
            new EngineLoad(OptionalInt.empty(), OptionalInt.empty(), OptionalDouble.empty());
    private static final Instant NOW = Instant.parse("2025-01-02T12:00:00Z");

    @Test
    void roomIsWhatIsMissingToTheTarget() {
        Pace pace = start(1024);

        assertEquals(16, pace.room(0, NOW));
        assertEquals(6, pace.room(10, NOW));
        assertEquals(0, pace.room(40, NOW));
    }

    @Test
    void anEngineInWhichNothingWaitsGetsMore() {
        Pace pace = start(1024).after(told(16, 0, 16), false);

        assertEquals(32, pace.target());
    }

    @Test
    void itGrowsToTheEnginesKneeAndStaysThere() {
        Pace pace = start(1024);
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
        assertTrue(line > 0 && line <= 128, "line=" + line);
    }

    @Test
    void theTargetDoesNotGrowForWantOfWork() {
        Pace pace = start(1024).after(told(3, 0, 3), false);

        assertEquals(16, pace.target());
    }

    @Test
    void anEngineFasterThanTheClaimsGetsLargerOnes() {
        Pace pace = start(1024);
        for (int i = 0; i < 20; i++) {
            pace = pace.after(told(0, 0, 0), true);
        }

        assertEquals(64, pace.target());
    }

    @Test
    void aLineOfChatInsideTheEngineIsAnsweredByStandingBack() {
        Pace pace = start(1024).after(told(16, 12, 16), false);

        assertEquals(8, pace.target());
    }

    @Test
    void oneRequestIsAlwaysLeftSoThatTheEnginesReturnIsNoticed() {
        Pace pace = start(1024).after(told(4, 500, 16), false);

        assertEquals(1, pace.target());
    }

    @Test
    void neverMoreThanTheOperatorAllows() {
        Pace pace = start(18);
        for (int i = 0; i < 10; i++) {
            pace = pace.after(told(18, 0, 18), false);
        }

        assertEquals(18, pace.target());
        assertEquals(4, start(4).target());
    }

    @Test
    void refusalsOfOneBurstCountOnce() {
        Pace once = start(1024).refused(NOW);
        Pace again = once.refused(NOW.plusMillis(10));

        assertEquals(8, once.target());
        assertEquals(once, again);
        assertEquals(0, once.room(0, NOW.plusMillis(249)));
        assertEquals(8, once.room(0, NOW.plusMillis(250)));
    }

    @Test
    void eachFurtherRefusalMakesTheRestLongerUntilAnAnswer() {
        Pace twice = start(1024).refused(NOW).refused(NOW.plusMillis(250));

        assertEquals(0, twice.room(0, NOW.plusMillis(749)));
        assertEquals(4, twice.room(0, NOW.plusMillis(750)));
        Pace after = twice.answered().refused(NOW.plusMillis(800));
        assertEquals(2, after.room(0, NOW.plusMillis(1050)));
    }

    @Test
    void withoutWordOfALineItGrowsWhileThroughputDoes() {
        Pace pace = start(1024).after(untold(16, 100), false).after(untold(20, 125), false);

        assertEquals(25, pace.target());
    }

    @Test
    void aStepThatGainedNothingIsTakenBackAndTriedAgainLater() {
        Pace back = start(1024).after(untold(16, 100), false).after(untold(20, 101), false);
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
        Reading nothing = new Reading(UNTOLD, 16, 0, false, OptionalDouble.empty());
        Pace pace = start(1024);

        assertEquals(pace, pace.after(nothing, true));
    }

    @Test
    void aShortLineIsFilledUpBeforeItRunsDry() {
        Pace pace = start(1024).after(told(80, 4, 16), true);

        assertEquals(32, pace.target());
    }

    @Test
    void aCacheThatOverflowedShrinksItForAWhile() {
        Pace shrunk = start(1024).after(preempted(16), true);
        Pace held = shrunk;
        for (int i = 0; i < 20; i++) {
            held = held.after(told(14, 0, 14), true);
        }

        assertEquals(14, shrunk.target());
        assertEquals(14, held.target());
        assertEquals(28, held.after(told(14, 0, 14), true).target());
    }

    @Test
    void aFullCacheGetsNoMore() {
        EngineLoad full =
                new EngineLoad(OptionalInt.of(16), OptionalInt.of(0), OptionalDouble.of(0.98));
        Pace pace =
                start(1024).after(new Reading(full, 16, 0, false, OptionalDouble.empty()), true);

        assertEquals(16, pace.target());
    }

    @Test
    void anEngineWithoutAnOrderOfItsOwnGetsNoLineWhileSomeoneChats() {
        Pace pace = Pace.start(new Limits(1024, false));

        Pace chat =
                pace.after(new Reading(load(12, 4), 16, 1, false, OptionalDouble.empty()), true);
        Pace still =
                chat.after(new Reading(load(12, 0), 12, 1, false, OptionalDouble.empty()), true);
        Pace over = still.after(told(12, 0, 12), true);

        assertEquals(12, chat.target());
        assertEquals(12, still.target());
        assertEquals(24, over.target());
    }

    private static Pace start(int most) {
        return Pace.start(new Limits(most, true));
    }

    private static EngineLoad load(int running, int waiting) {
        return new EngineLoad(
                OptionalInt.of(running), OptionalInt.of(waiting), OptionalDouble.of(0.5));
    }

    private static Reading told(int running, int waiting, int inFlight) {
        return new Reading(load(running, waiting), inFlight, 0, false, OptionalDouble.empty());
    }

    private static Reading preempted(int inFlight) {
        return new Reading(load(inFlight, 0), inFlight, 0, true, OptionalDouble.empty());
    }

    private static Reading untold(int inFlight, double throughput) {
        return new Reading(UNTOLD, inFlight, 0, false, OptionalDouble.of(throughput));
    }
}
