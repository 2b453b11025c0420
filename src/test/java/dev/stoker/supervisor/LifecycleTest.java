package dev.stoker.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.engine.Operation.RestartSettings;
import dev.stoker.supervisor.EngineEvent.*;
import dev.stoker.supervisor.EngineState.*;
import dev.stoker.supervisor.Step.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The table, by sentences.
class LifecycleTest {
    private static final Instant BEGIN = Instant.parse("2026-11-21T09:00:00Z");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Lifecycle lifecycle =
            new Lifecycle(
                    new Lifecycle.Patience(
                            Duration.ofMinutes(30), Duration.ofMinutes(5), Duration.ofSeconds(20)),
                    new RestartPolicy(
                            new RestartSettings(
                                    SECOND,
                                    Duration.ofSeconds(60),
                                    3,
                                    Duration.ofMinutes(10),
                                    Duration.ofMinutes(5)),
                            () -> 0));

    private Situation situation = Situation.initial();
    private Instant now = BEGIN;
    private List<Effect> effects = List.of();

    @Test
    void aStartLaunchesAndAnAnswerMakesReady() {
        happens(new StartWanted(now));
        assertEquals(List.of(Effect.LAUNCH), effects);

        happens(new Answered(1, now));

        assertEquals(new Ready(now), situation.state());
        assertEquals(1, situation.run());
    }

    @Test
    void beingUpIsNotBeingReady() {
        starting();

        happens(new PhaseSeen(1, now, "warming up", 95));

        Starting state = assertInstanceOf(Starting.class, situation.state());
        assertEquals("warming up", state.phase());
    }

    @Test
    void aPhaseThatIsBehindChangesNothing() {
        starting();
        happens(new PhaseSeen(1, now, "capturing graphs", 80));

        happens(new PhaseSeen(1, now, "loading weights", 30));

        assertEquals(80, assertInstanceOf(Starting.class, situation.state()).percent());
    }

    @Test
    void aStopWaitsForRequestsInFlightAndThenAsksPolitely() {
        ready();
        happens(new StopWanted(now));
        assertEquals(new Draining(now, now.plus(Duration.ofMinutes(5))), situation.state());

        tick(SECOND, 3);
        assertEquals(List.of(), effects);
        tick(SECOND, 0);

        assertEquals(List.of(Effect.TERMINATE), effects);
        assertInstanceOf(Draining.class, situation.state());
    }

    @Test
    void aDrainEndsAtItsDeadline() {
        ready();
        happens(new StopWanted(now));

        tick(Duration.ofMinutes(5), 3);

        assertEquals(List.of(Effect.TERMINATE), effects);
    }

    @Test
    void anEngineIsStoppedOnlyWhenNothingOfItIsLeft() {
        ready();
        happens(new StopWanted(now));
        tick(SECOND, 0);
        happens(new Exited(1, now, crash(CrashCause.UNKNOWN)));
        assertInstanceOf(Draining.class, situation.state());

        happens(new Gone(1, now));

        assertEquals(new Stopped(), situation.state());
        assertTrue(situation.empty());
    }

    @Test
    void aStopThatIsIgnoredIsFollowedByKillsUntilTheEngineIsGone() {
        ready();
        happens(new StopWanted(now));
        tick(SECOND, 0);

        tick(Duration.ofSeconds(20), 0);
        assertEquals(List.of(Effect.KILL), effects);
        tick(SECOND, 0);
        assertEquals(List.of(), effects);
        tick(Duration.ofSeconds(20), 0);

        assertEquals(List.of(Effect.KILL), effects);
    }

    @Test
    void aStopDuringTheStartDoesNotWait() {
        starting();

        happens(new StopWanted(now));

        assertEquals(List.of(Effect.TERMINATE), effects);
        assertInstanceOf(Draining.class, situation.state());
    }

    @Test
    void aStartThatArrivesWhileDrainingIsNotLost() {
        ready();
        happens(new StopWanted(now));
        happens(new StartWanted(now));
        tick(SECOND, 0);

        happens(new Gone(1, now));

        assertEquals(List.of(Effect.LAUNCH), effects);
        assertEquals(2, situation.run());
    }

    @Test
    void theLastWishCounts() {
        ready();
        happens(new StopWanted(now));
        happens(new StartWanted(now));
        happens(new StopWanted(now));
        tick(SECOND, 0);

        happens(new Gone(1, now));

        assertEquals(new Stopped(), situation.state());
    }

    @Test
    void aSecondStopThatCannotWaitKillsWhileDraining() {
        ready();
        happens(new StopWanted(now));

        happens(new KillWanted(now));

        assertEquals(List.of(Effect.KILL), effects);
    }

    @Test
    void anExitThatNobodyAskedForIsACrashAndIsRestartedAfterADelay() {
        ready();
        Crash crash = crash(CrashCause.UNKNOWN);
        happens(new Exited(1, now, crash));
        assertEquals(new BackingOff(crash, now.plus(SECOND)), situation.state());
        happens(new Gone(1, now));
        assertEquals(List.of(), effects);

        tick(SECOND, 0);

        assertEquals(List.of(Effect.LAUNCH), effects);
        assertEquals(2, situation.run());
    }

    @Test
    void noRestartBeforeTheLastProcessOfTheOldRunIsGone() {
        ready();
        happens(new Exited(1, now, crash(CrashCause.UNKNOWN)));
        tick(Duration.ofSeconds(10), 0);
        assertEquals(List.of(), effects);

        happens(new Gone(1, now));

        assertEquals(List.of(Effect.LAUNCH), effects);
    }

    @Test
    void aCrashByConfigurationIsNotRetried() {
        starting();
        Crash crash = crash(CrashCause.BAD_FLAG);

        happens(new Exited(1, now, crash));
        happens(new Gone(1, now));
        tick(Duration.ofHours(1), 0);

        assertEquals(new Failed(crash), situation.state());
    }

    @Test
    void aHungEngineIsKilledAndRestarted() {
        ready();

        happens(new Lost(1, now, crash(CrashCause.HUNG)));

        assertEquals(List.of(Effect.KILL), effects);
        assertInstanceOf(BackingOff.class, situation.state());
    }

    @Test
    void aStartThatTakesTooLongIsKilledAndTellsItsLastPhase() {
        starting();
        happens(new PhaseSeen(1, now, "loading weights", 30));

        tick(Duration.ofMinutes(30), 0);

        Crash crash = assertInstanceOf(BackingOff.class, situation.state()).crash();
        assertEquals(CrashCause.START_TIMEOUT, crash.cause());
        assertTrue(crash.detail().contains("loading weights"), crash::detail);
        assertEquals(List.of(Effect.KILL), effects);
    }

    @Test
    void aStartThatComesFurtherIsGivenItsTimeAnew() {
        starting();
        tick(Duration.ofMinutes(20), 0);
        happens(new PhaseSeen(1, now, "loading weights", 30));

        tick(Duration.ofMinutes(20), 0);
        happens(new PhaseSeen(1, now, "loading weights", 30));

        assertInstanceOf(Starting.class, situation.state());
        tick(Duration.ofMinutes(10), 0);
        Crash crash = assertInstanceOf(BackingOff.class, situation.state()).crash();
        assertEquals(CrashCause.START_TIMEOUT, crash.cause());
    }

    @Test
    void oneCrashTooManyIsTheLast() {
        starting();
        for (int run = 1; run <= 3; run++) {
            happens(new Exited(run, now, crash(CrashCause.UNKNOWN)));
            happens(new Gone(run, now));
            tick(Duration.ofSeconds(10), 0);
            assertEquals(List.of(Effect.LAUNCH), effects);
        }

        happens(new Exited(4, now, crash(CrashCause.UNKNOWN)));

        assertInstanceOf(Failed.class, situation.state());
    }

    @Test
    void aStableRunForgivesEarlierCrashes() {
        ready();
        happens(new Exited(1, now, crash(CrashCause.UNKNOWN)));
        happens(new Gone(1, now));
        tick(SECOND, 0);
        happens(new Answered(2, now));

        tick(Duration.ofMinutes(5), 0);

        assertEquals(List.of(), situation.crashes());
    }

    @Test
    void aFailedEngineStartsAgainByHandWithACleanRecord() {
        starting();
        happens(new NotLaunched(1, now, crash(CrashCause.GPUS_MISSING)));
        assertInstanceOf(Failed.class, situation.state());

        happens(new StartWanted(now));

        assertEquals(List.of(Effect.LAUNCH), effects);
        assertEquals(List.of(), situation.crashes());
    }

    @Test
    void aStartByHandDoesNotWaitForTheBackOff() {
        ready();
        happens(new Exited(1, now, crash(CrashCause.UNKNOWN)));
        happens(new Gone(1, now));

        happens(new StartWanted(now));

        assertEquals(List.of(Effect.LAUNCH), effects);
    }

    @Test
    void aStopDuringBackOffIsFinal() {
        ready();
        happens(new Exited(1, now, crash(CrashCause.UNKNOWN)));
        happens(new Gone(1, now));

        happens(new StopWanted(now));
        tick(Duration.ofHours(1), 0);

        assertEquals(new Stopped(), situation.state());
        assertEquals(1, situation.run());
    }

    @Test
    void reportsOfAnEarlierRunChangeNothing() {
        ready();
        happens(new Exited(1, now, crash(CrashCause.UNKNOWN)));
        happens(new Gone(1, now));
        tick(SECOND, 0);
        Situation second = situation;

        List<EngineEvent> late = new ArrayList<>();
        late.add(new Answered(1, now));
        late.add(new Lost(1, now, crash(CrashCause.HUNG)));
        late.add(new Exited(1, now, crash(CrashCause.UNKNOWN)));
        late.add(new Gone(1, now));
        late.forEach(this::happens);

        assertEquals(second, situation);
    }

    private void starting() {
        happens(new StartWanted(now));
    }

    private void ready() {
        starting();
        happens(new Answered(situation.run(), now));
    }

    private void tick(Duration passed, int inFlight) {
        now = now.plus(passed);
        happens(new Tick(now, inFlight));
    }

    private void happens(EngineEvent event) {
        Step step = lifecycle.next(situation, event);
        situation = step.next();
        effects = step.effects();
    }

    private Crash crash(CrashCause cause) {
        return new Crash(cause, "exit code 1", now);
    }
}
