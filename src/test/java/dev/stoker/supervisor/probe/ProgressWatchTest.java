package dev.stoker.supervisor.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.supervisor.probe.ProgressWatch.Verdict;
import dev.stoker.testkit.MovableTime;
import java.time.Duration;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/// Busy, idle and hung, told apart with moved time. A hang is one of 30 seconds.
class ProgressWatchTest {
    private static final Duration STEP = Duration.ofSeconds(5);
    private static final Verdict FINE = new Verdict.Fine();

    private final MovableTime time = new MovableTime();
    private final ProgressWatch watch = new ProgressWatch(Duration.ofSeconds(30), time.instant());

    @Test
    void anEngineWhoseCounterMovesIsFineHoweverLongItIsBusy() {
        for (int i = 0; i < 100; i++) {
            assertEquals(FINE, look(running(4, i)));
        }
    }

    @Test
    void requestsThatRunWhileTheCounterStandsStillAreAHang() {
        look(running(1, 100));

        Verdict verdict = lookFor(Duration.ofSeconds(30), running(1, 100));

        assertTrue(detail(verdict).contains("30 s"), () -> detail(verdict));
    }

    @Test
    void nothingIsAHangBeforeItsTime() {
        look(running(1, 100));

        assertEquals(FINE, lookFor(Duration.ofSeconds(25), running(1, 100)));
    }

    @Test
    void requestsInFlightMakeAnEngineBusyWhoseOwnGaugeStandsStill() {
        look(running(0, 100));
        Verdict verdict = FINE;

        for (int i = 0; i < 6; i++) {
            time.advance(STEP);
            verdict = watch.look(time.instant(), running(0, 100), 2);
        }

        assertInstanceOf(Verdict.Hung.class, verdict);
    }

    @Test
    void clientsThatGiveUpAndTryAgainDoNotHideAHang() {
        look(running(1, 100));
        Verdict verdict = FINE;

        for (int i = 0; i < 12 && verdict.equals(FINE); i++) {
            time.advance(STEP);
            verdict = watch.look(time.instant(), running(i % 2, 100), 0);
        }

        assertTrue(!verdict.equals(FINE), "still fine");
    }

    @Test
    void aLongFirstPrefillOnAnEngineThatWasIdleHasItsFullTime() {
        look(running(0, 100));
        lookFor(Duration.ofSeconds(10), running(0, 100));

        assertEquals(FINE, lookFor(Duration.ofSeconds(25), running(1, 100)));
    }

    @Test
    void anEngineThatIsKnownToStepSlowlyGetsMoreTime() {
        look(running(1, 100));
        lookFor(Duration.ofSeconds(20), running(1, 100));
        look(running(1, 101));

        assertEquals(FINE, lookFor(Duration.ofSeconds(55), running(1, 101)));
        assertInstanceOf(Verdict.Hung.class, look(running(1, 101)));
    }

    @Test
    void anIdleEngineIsAskedForATokenAfterHalfTheTime() {
        look(running(0, 100));

        assertEquals(FINE, lookFor(Duration.ofSeconds(10), running(0, 100)));
        assertEquals(new Verdict.Ask(Duration.ofSeconds(15)), look(running(0, 100)));
    }

    @Test
    void nobodyNeedLookAtAnIdleEngineBeforeItsCanaryIsDue() {
        look(running(0, 100));
        look(running(0, 100));

        Duration pause = watch.nextCanary(Duration.ofSeconds(1));

        assertEquals(Duration.ofSeconds(10), pause);
    }

    @Test
    void aCanaryThatIsDueIsNotPutOff() {
        look(running(0, 100));
        lookFor(Duration.ofSeconds(15), running(0, 100));

        assertEquals(Duration.ofSeconds(1), watch.nextCanary(Duration.ofSeconds(1)));
    }

    @Test
    void timeInWhichNobodyLookedIsNoneOfTheRequestThatEndsIt() {
        look(running(0, 100));
        watch.rested(time.advance(Duration.ofSeconds(14)));

        assertEquals(FINE, lookFor(Duration.ofSeconds(25), running(1, 100)));
        assertInstanceOf(Verdict.Hung.class, look(running(1, 100)));
    }

    @Test
    void aCanaryThatIsNotAnsweredCountsWhenTheEngineThenTellsNothing() {
        look(running(0, 100));
        lookFor(Duration.ofSeconds(15), running(0, 100));
        watch.notAnswered(time.advance(Duration.ofSeconds(10)), "nothing");

        Verdict verdict = look(Vitals.unreachable());

        assertInstanceOf(Verdict.Hung.class, verdict);
    }

    @Test
    void anAnsweredCanaryIsProgress() {
        look(running(0, 100));
        lookFor(Duration.ofSeconds(15), running(0, 100));

        watch.answered(time.advance(Duration.ofSeconds(1)));

        assertEquals(FINE, lookFor(Duration.ofSeconds(10), running(0, 100)));
    }

    @Test
    void aCanaryThatIsNotAnsweredInTheOtherHalfIsAHang() {
        look(running(0, 100));
        lookFor(Duration.ofSeconds(15), running(0, 100));

        watch.notAnswered(time.advance(Duration.ofSeconds(15)), "no answer");

        Verdict verdict = watch.look(time.instant(), running(0, 100), 0);
        assertTrue(detail(verdict).contains("no answer"), () -> detail(verdict));
    }

    @Test
    void oneRefusedCanaryIsNoHangYet() {
        look(running(0, 100));
        lookFor(Duration.ofSeconds(15), running(0, 100));

        watch.notAnswered(time.advance(Duration.ofMillis(10)), "500");

        assertInstanceOf(Verdict.Ask.class, look(running(0, 100)));
    }

    @Test
    void aCounterThatMovedWhileACanaryWaitedProvesLife() {
        look(running(0, 100));
        lookFor(Duration.ofSeconds(15), running(0, 100));

        watch.notAnswered(time.advance(Duration.ofSeconds(15)), "no answer");

        assertEquals(FINE, watch.look(time.instant(), running(3, 180), 0));
    }

    @Test
    void anEngineThatTellsNothingForTheWholeTimeIsAHang() {
        assertEquals(FINE, lookFor(Duration.ofSeconds(25), Vitals.unreachable()));
        assertInstanceOf(Verdict.Hung.class, look(Vitals.unreachable()));
    }

    @Test
    void anEngineWithoutACounterIsNotHungWhileItIsBusyAndReachable() {
        var vitals = new Vitals(true, OptionalDouble.empty(), OptionalDouble.empty(), "");
        Verdict verdict = FINE;

        for (int i = 0; i < 100; i++) {
            time.advance(STEP);
            verdict = watch.look(time.instant(), vitals, 1);
        }

        assertEquals(FINE, verdict);
    }

    @Test
    void aJumpOfTheClockIsNoHang() {
        look(running(1, 100));

        time.advance(Duration.ofHours(1));

        assertEquals(FINE, watch.look(time.instant(), running(1, 100), 0));
    }

    @Test
    void theNextLookComesWhenPatienceEndsNotLater() {
        look(running(1, 100));
        lookFor(Duration.ofSeconds(25), running(1, 100));

        assertEquals(Duration.ofSeconds(5), watch.nextLook(Duration.ofSeconds(10)));
        assertEquals(Duration.ofSeconds(1), watch.nextLook(Duration.ofSeconds(1)));
    }

    private Verdict lookFor(Duration time, Vitals vitals) {
        Verdict verdict = FINE;
        for (Duration passed = STEP; passed.compareTo(time) <= 0; passed = passed.plus(STEP)) {
            verdict = look(vitals);
        }
        return verdict;
    }

    private Verdict look(Vitals vitals) {
        time.advance(STEP);
        return watch.look(time.instant(), vitals, 0);
    }

    private static String detail(Verdict verdict) {
        return assertInstanceOf(Verdict.Hung.class, verdict).detail();
    }

    private static Vitals running(int requests, int heartbeat) {
        return new Vitals(true, OptionalDouble.of(requests), OptionalDouble.of(heartbeat), "");
    }
}
