package dev.stoker.edgar.pace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class RequestPaceTest {
    private final SteppedTime time = new SteppedTime();

    @Test
    void noSecondSeesMoreThanEightRequests() throws Exception {
        RequestPace pace = new RequestPace(time, 8);
        List<Instant> turns = new ArrayList<>();

        for (int i = 0; i < 40; i++) {
            pace.awaitTurn();
            turns.add(time.instant());
        }

        for (Instant turn : turns) {
            long within =
                    turns.stream()
                            .filter(it -> !it.isBefore(turn) && it.isBefore(turn.plusSeconds(1)))
                            .count();
            assertTrue(within <= 8, () -> within + " from " + turn);
        }
    }

    @Test
    void aRequestAfterAPauseGoesAtOnce() throws Exception {
        RequestPace pace = new RequestPace(time, 8);
        pace.awaitTurn();
        time.advance(Duration.ofSeconds(5));

        pace.awaitTurn();

        assertEquals(List.of(), time.waits());
    }

    @Test
    void threadsThatComeAtOnceGetTurnsOneAfterTheOther() throws Exception {
        List<Duration> waits = Collections.synchronizedList(new ArrayList<>());
        RequestPace pace = new RequestPace(standingStill(waits), 8);
        Callable<Void> ask =
                () -> {
                    pace.awaitTurn();
                    return null;
                };

        try (var threads = Executors.newFixedThreadPool(8)) {
            threads.invokeAll(Collections.nCopies(9, ask));
        }

        assertEquals(
                List.of(125L, 250L, 375L, 500L, 625L, 750L, 875L, 1_000L),
                waits.stream().map(Duration::toMillis).sorted().toList());
    }

    private static FeedTime standingStill(List<Duration> waits) {
        return new FeedTime() {
            @Override
            public Instant instant() {
                return Instant.EPOCH;
            }

            @Override
            public void await(Duration duration) {
                waits.add(duration);
            }
        };
    }
}
