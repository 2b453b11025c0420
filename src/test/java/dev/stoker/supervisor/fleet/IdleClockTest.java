package dev.stoker.supervisor.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.engine.Operation.IdleSettings;
import dev.stoker.engine.Operation.IdleSettings.Action;
import dev.stoker.supervisor.EngineEvent;
import dev.stoker.supervisor.EngineEvent.RestWanted;
import dev.stoker.supervisor.EngineEvent.Tick;
import dev.stoker.supervisor.EngineEvent.WakeWanted;
import dev.stoker.supervisor.EngineState;
import dev.stoker.supervisor.EngineState.Sleeping.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IdleClockTest {
    private static final Instant BEGIN = Instant.parse("2026-11-21T09:00:00Z");
    private static final EngineState READY = new EngineState.Ready(BEGIN);

    private final IdleClock clock =
            new IdleClock(() -> new IdleSettings(Action.SLEEP, Duration.ofMinutes(10)));

    @Test
    void anEngineWithoutRequestsRestsAfterItsTime() {
        busyAt(0);
        assertEquals(Optional.empty(), quietAt(599));

        assertEquals(Optional.of(new RestWanted(at(600), Action.SLEEP)), quietAt(600));
    }

    @Test
    void theTimeBeginsWithTheFirstTickOfAnEngineThatWasReadyBeforeIt() {
        assertEquals(Optional.empty(), quietAt(0));
        assertEquals(Optional.empty(), quietAt(599));

        assertTrue(quietAt(600).isPresent());
    }

    @Test
    void aRequestInFlightBeginsTheTimeAnew() {
        busyAt(0);
        busyAt(500);

        assertEquals(Optional.empty(), quietAt(700));
        assertTrue(quietAt(1100).isPresent());
    }

    @Test
    void aRequestBetweenTwoTicksCountsAsWell() {
        busyAt(0);
        clock.used();
        assertEquals(Optional.empty(), quietAt(500));

        assertEquals(Optional.empty(), quietAt(700));
        assertTrue(quietAt(1100).isPresent());
    }

    @Test
    void aRequestThatCameWhenTheRestWasDecidedWakesTheEngineAgain() {
        busyAt(0);
        assertTrue(quietAt(600).isPresent());
        clock.used();
        EngineState asleep = new EngineState.Sleeping(at(600), Stage.FALLING_ASLEEP);

        assertEquals(
                Optional.of(new WakeWanted(at(601))), clock.after(new Tick(at(601), 0), asleep));
        assertEquals(Optional.empty(), clock.after(new Tick(at(602), 0), asleep));
    }

    @Test
    void theTimeOfAStartDoesNotCount() {
        clock.after(new Tick(at(0), 0), new EngineState.Stopped());
        clock.after(new Tick(at(5000), 0), new EngineState.Stopped());

        assertEquals(Optional.empty(), quietAt(5001));
    }

    @Test
    void theWishIsToldOnceAnIdleTime() {
        busyAt(0);
        assertTrue(quietAt(600).isPresent());

        assertEquals(Optional.empty(), quietAt(601));
    }

    @Test
    void anEngineWithoutIdleActionNeverRests() {
        var never = new IdleClock(() -> IdleSettings.DEFAULTS);
        never.after(new Tick(at(0), 1), READY);

        assertEquals(Optional.empty(), never.after(new Tick(at(1_000_000), 0), READY));
    }

    private void busyAt(long second) {
        clock.after(new Tick(at(second), 1), READY);
    }

    private Optional<EngineEvent> quietAt(long second) {
        return clock.after(new Tick(at(second), 0), READY);
    }

    private static Instant at(long second) {
        return BEGIN.plusSeconds(second);
    }
}
