package dev.stoker.supervisor.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.supervisor.EngineEvent.Tick;
import dev.stoker.supervisor.EngineState;
import dev.stoker.supervisor.EngineState.Draining;
import dev.stoker.supervisor.EngineState.Ready;
import dev.stoker.supervisor.EngineState.Sleeping;
import dev.stoker.supervisor.EngineState.Sleeping.Stage;
import dev.stoker.supervisor.RequestsInFlight;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallersTest {
    private static final Instant NOW = Instant.parse("2025-01-02T12:00:00Z");
    private static final Duration TICK = Duration.ofMillis(100);

    private boolean changesWithTime = true;
    private final Callers callers = new Callers(() -> changesWithTime);

    @Test
    void aServingEngineHearsOfTimeOnceASecond() {
        count(new Ready(NOW), 1, Duration.ZERO);

        assertTrue(count(new Ready(NOW), 2, TICK).isEmpty());
        assertTrue(count(new Ready(NOW), 3, TICK.multipliedBy(9)).isEmpty());
        assertEquals(
                Optional.of(new Tick(NOW.plusSeconds(1), 4)),
                count(new Ready(NOW), 4, TICK.multipliedBy(10)));
    }

    @Test
    void aServingEngineWithoutARequestHearsOfTimeEveryFiveSeconds() {
        count(new Ready(NOW), 0, Duration.ZERO);

        assertTrue(count(new Ready(NOW), 0, Duration.ofMillis(4_900)).isEmpty());
        assertTrue(count(new Ready(NOW), 0, Duration.ofSeconds(5)).isPresent());
    }

    @Test
    void anEngineAtWhichNothingIsToHappenHearsOfTimeOnceAMinute() {
        changesWithTime = false;
        count(new Ready(NOW), 0, Duration.ZERO);

        assertTrue(count(new Ready(NOW), 0, Duration.ofSeconds(59)).isEmpty());
        assertTrue(count(new Ready(NOW), 0, Duration.ofMinutes(1)).isPresent());
    }

    @Test
    void onlyAnEngineWithoutRequestsAndDeadlinesIsCalm() {
        var draining = new Draining(NOW, NOW.plusSeconds(10));
        count(new Ready(NOW), 0, Duration.ZERO);

        assertTrue(callers.areCalm(new Ready(NOW)));
        assertFalse(callers.areCalm(draining));
        count(new Ready(NOW), 1, TICK);
        assertFalse(callers.areCalm(new Ready(NOW)));
    }

    @Test
    void anEngineHearsAtOnceOfTheFirstRequestAfterAPause() {
        count(new Ready(NOW), 0, Duration.ZERO);

        assertTrue(count(new Ready(NOW), 1, Duration.ofSeconds(2)).isPresent());
    }

    @Test
    void theFirstRequestIsToldATickLaterWhenTheEngineKnowsOfIt() {
        count(new Ready(NOW), 0, Duration.ZERO);

        count(new Ready(NOW), 1, TICK);
        boolean atOnce = callers.came();
        count(new Ready(NOW), 1, TICK.multipliedBy(2));
        boolean aTickLater = callers.came();
        count(new Ready(NOW), 1, TICK.multipliedBy(3));

        assertFalse(atOnce);
        assertTrue(aTickLater);
        assertFalse(callers.came());
    }

    @Test
    void aRequestThatWasOverBeforeTheTickCameAllTheSame() {
        count(new Ready(NOW), 0, Duration.ZERO);
        callers.asked();

        count(new Ready(NOW), 0, TICK);
        boolean calm = callers.areCalm(new Ready(NOW));
        count(new Ready(NOW), 0, TICK.multipliedBy(2));

        assertFalse(calm);
        assertTrue(callers.came());
        assertTrue(callers.areCalm(new Ready(NOW)));
    }

    @Test
    void theCountIsAlwaysThatOfTheLastTick() {
        count(new Ready(NOW), 1, Duration.ZERO);

        count(new Ready(NOW), 7, TICK);

        assertEquals(7, callers.inFlight());
    }

    @Test
    void anEngineWhoseDeadlineRunsHearsOfEveryTick() {
        var draining = new Draining(NOW, NOW.plusSeconds(10));
        count(draining, 1, Duration.ZERO);

        assertTrue(count(draining, 0, TICK).isPresent());
    }

    @Test
    void anEngineThatIsToWakeHearsOfEveryTick() {
        count(new Sleeping(NOW, Stage.ASLEEP), 0, Duration.ZERO);

        assertTrue(count(new Sleeping(NOW, Stage.ASLEEP), 0, TICK).isEmpty());
        assertTrue(count(new Sleeping(NOW, Stage.WAKING), 0, TICK).isPresent());
    }

    @Test
    void theIdsStayAfterTheCallersHaveGivenUp() {
        count(new Ready(NOW), 2, Duration.ZERO);

        count(new Ready(NOW), 0, TICK);

        assertEquals(List.of("request-1", "request-2"), callers.ids());
    }

    private Optional<Tick> count(EngineState state, int requests, Duration after) {
        return callers.count(new Requests(requests), "tiny", state, NOW.plus(after));
    }

    private record Requests(int number) implements RequestsInFlight {
        @Override
        public int of(String engine) {
            return number;
        }

        @Override
        public List<String> ids(String engine) {
            return List.of("request-1", "request-2").subList(0, Math.min(2, number));
        }
    }
}
