package dev.stoker.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.engine.Operation.IdleSettings.Action;
import dev.stoker.engine.Operation.RestartSettings;
import dev.stoker.supervisor.EngineEvent.*;
import dev.stoker.supervisor.EngineState.*;
import dev.stoker.supervisor.EngineState.Sleeping.Stage;
import dev.stoker.supervisor.Step.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The rows for an engine that rests, by sentences.
class SleepTableTest {
    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

    private final Lifecycle lifecycle =
            new Lifecycle(
                    new Lifecycle.Patience(
                            Duration.ofMinutes(30), Duration.ofMinutes(5), Duration.ofSeconds(20)),
                    new RestartPolicy(RestartSettings.DEFAULTS, () -> 0));

    private Situation situation = Situation.initial();
    private List<Effect> effects = List.of();

    @Test
    void anIdleEngineIsAskedToSleep() {
        ready();

        happens(new RestWanted(NOW, Action.SLEEP));

        assertEquals(List.of(Effect.SLEEP), effects);
        assertEquals(new Sleeping(NOW, Stage.FALLING_ASLEEP), situation.state());
    }

    @Test
    void aSleepingEngineIsWokenByARequestAndReadyOnceItAnswers() {
        asleep();

        happens(new WakeWanted(NOW));
        assertEquals(List.of(Effect.WAKE), effects);
        assertEquals(new Sleeping(NOW, Stage.WAKING), situation.state());
        happens(new Answered(1, NOW));

        assertEquals(new Ready(NOW), situation.state());
    }

    @Test
    void aRequestThatComesWhileTheEngineFallsAsleepIsNotLost() {
        ready();
        happens(new RestWanted(NOW, Action.SLEEP));
        happens(new WakeWanted(NOW));
        assertEquals(List.of(), effects);

        happens(new FellAsleep(1, NOW));

        assertEquals(List.of(Effect.WAKE), effects);
    }

    @Test
    void manyRequestsWakeOnce() {
        asleep();
        happens(new WakeWanted(NOW));

        happens(new WakeWanted(NOW));

        assertEquals(List.of(), effects);
    }

    @Test
    void anEngineThatCannotSleepGoesOnServing() {
        ready();
        happens(new RestWanted(NOW, Action.SLEEP));

        happens(new StayedAwake(1, NOW));

        assertEquals(new Ready(NOW), situation.state());
    }

    @Test
    void anEngineThatStopsToRestIsLaunchedByTheNextRequest() {
        ready();
        happens(new RestWanted(NOW, Action.STOP));
        assertEquals(List.of(Effect.TERMINATE), effects);
        happens(new Exited(1, NOW, crash()));
        happens(new Gone(1, NOW));
        assertEquals(new Sleeping(NOW, Stage.ASLEEP), situation.state());
        assertTrue(situation.empty());

        happens(new WakeWanted(NOW));

        assertEquals(List.of(Effect.LAUNCH), effects);
        assertEquals(2, situation.run());
    }

    @Test
    void aRequestDuringTheStopLaunchesOnlyWhenAllIsGone() {
        ready();
        happens(new RestWanted(NOW, Action.STOP));
        happens(new WakeWanted(NOW));
        assertEquals(List.of(), effects);

        happens(new Gone(1, NOW));

        assertEquals(List.of(Effect.LAUNCH), effects);
    }

    @Test
    void anEngineThatDoesNotStopToRestIsKilled() {
        ready();
        happens(new RestWanted(NOW, Action.STOP));

        happens(new Tick(NOW.plusSeconds(20), 0));

        assertEquals(List.of(Effect.KILL), effects);
    }

    @Test
    void anEngineThatDiesInItsSleepIsStartedAgain() {
        asleep();

        happens(new Exited(1, NOW, crash()));

        assertInstanceOf(BackingOff.class, situation.state());
    }

    @Test
    void anEngineThatDoesNotWakeInTimeIsKilled() {
        asleep();
        happens(new WakeWanted(NOW));

        happens(new Tick(NOW.plus(Duration.ofMinutes(30)), 0));

        assertEquals(List.of(Effect.KILL), effects);
        BackingOff state = assertInstanceOf(BackingOff.class, situation.state());
        assertEquals(CrashCause.START_TIMEOUT, state.crash().cause());
    }

    @Test
    void aSleepingEngineIsStoppedWithoutBeingWoken() {
        asleep();

        happens(new StopWanted(NOW));

        assertEquals(List.of(Effect.TERMINATE), effects);
        assertInstanceOf(Draining.class, situation.state());
    }

    @Test
    void anEngineThatRestsWithoutProcessesIsStoppedAtOnce() {
        ready();
        happens(new RestWanted(NOW, Action.STOP));
        happens(new Gone(1, NOW));

        happens(new StopWanted(NOW));

        assertEquals(new Stopped(), situation.state());
    }

    @Test
    void aStartingEngineDoesNotRest() {
        happens(new StartWanted(NOW));

        happens(new RestWanted(NOW, Action.SLEEP));

        assertEquals(List.of(), effects);
        assertInstanceOf(Starting.class, situation.state());
    }

    private void ready() {
        happens(new StartWanted(NOW));
        happens(new Answered(1, NOW));
    }

    private void asleep() {
        ready();
        happens(new RestWanted(NOW, Action.SLEEP));
        happens(new FellAsleep(1, NOW));
    }

    private static Crash crash() {
        return new Crash(CrashCause.UNKNOWN, "exit code 0", NOW);
    }

    private void happens(EngineEvent event) {
        Step step = lifecycle.next(situation, event);
        situation = step.next();
        effects = step.effects();
    }
}
