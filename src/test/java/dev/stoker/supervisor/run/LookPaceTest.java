package dev.stoker.supervisor.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LookPaceTest {
    private static final Instant BEGIN = Instant.parse("2025-01-02T12:00:00Z");
    private static final Duration SOONEST = Duration.ofMillis(50);
    private static final Duration LATEST = Duration.ofSeconds(1);

    @Test
    void anEngineThatHasJustBegunIsAskedTwentyTimesASecond() {
        assertEquals(SOONEST, unknown().pause(BEGIN));
        assertEquals(SOONEST, unknown().pause(after(Duration.ofSeconds(2))));
    }

    @Test
    void theLongerNothingIsHeardTheMoreRarelyItIsAsked() {
        assertEquals(Duration.ofMillis(200), unknown().pause(after(Duration.ofSeconds(10))));
        assertEquals(LATEST, unknown().pause(after(Duration.ofMinutes(20))));
    }

    @Test
    void aSignOfProgressMakesTheAskingFrequentAgain() {
        LookPace pace = unknown();

        pace.sign(after(Duration.ofMinutes(3)));

        assertEquals(SOONEST, pace.pause(after(Duration.ofMinutes(3).plusSeconds(2))));
        assertEquals(LATEST, pace.pause(after(Duration.ofMinutes(5))));
    }

    @Test
    void anEngineIsAskedOftenAroundTheTimeAtWhichEarlierStartsWereOver() {
        var pace = new LookPace(BEGIN, Optional.of(Duration.ofMinutes(2)));

        assertEquals(LATEST, pace.pause(after(Duration.ofSeconds(90))));
        assertEquals(Duration.ofMillis(500), pace.pause(after(Duration.ofSeconds(110))));
        assertEquals(SOONEST, pace.pause(after(Duration.ofMinutes(2))));
        assertEquals(Duration.ofMillis(250), pace.pause(after(Duration.ofSeconds(125))));
        assertEquals(LATEST, pace.pause(after(Duration.ofMinutes(10))));
    }

    private static LookPace unknown() {
        return new LookPace(BEGIN, Optional.empty());
    }

    private static Instant after(Duration passed) {
        return BEGIN.plus(passed);
    }
}
