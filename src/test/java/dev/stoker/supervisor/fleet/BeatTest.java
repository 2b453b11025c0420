package dev.stoker.supervisor.fleet;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BeatTest {
    private static final long LIMIT = 10; // seconds

    private final Duration never = Duration.ofDays(1);
    private final Semaphore ticks = new Semaphore(0);

    @Test
    void whileAllIsCalmItWaitsUntilItIsStirred() throws InterruptedException {
        try (Beat beat = new Beat(Duration.ofMillis(1), never)) {
            Thread thread = begin(beat, true);
            assertTrue(ticks.tryAcquire(LIMIT, TimeUnit.SECONDS));

            beat.stir();

            assertTrue(ticks.tryAcquire(LIMIT, TimeUnit.SECONDS));
            end(beat, thread);
        }
    }

    @Test
    void aStirDuringATickIsNotLost() throws InterruptedException {
        try (Beat beat = new Beat(Duration.ofMillis(1), never)) {
            AtomicInteger seen = new AtomicInteger();
            Thread thread =
                    Thread.ofPlatform()
                            .start(() ->
                                    beat.repeat(() -> {
                                        if (seen.incrementAndGet() == 1) {
                                            beat.stir();
                                        }
                                        ticks.release();
                                        return true;
                                    }));

            assertTrue(ticks.tryAcquire(2, LIMIT, TimeUnit.SECONDS));
            end(beat, thread);
        }
    }

    @Test
    void whileAnythingMayChangeItGoesOnUnstirred() throws InterruptedException {
        try (Beat beat = new Beat(Duration.ofMillis(1), never)) {
            Thread thread = begin(beat, false);

            assertTrue(ticks.tryAcquire(3, LIMIT, TimeUnit.SECONDS));
            end(beat, thread);
        }
    }

    @Test
    void aCalmFleetIsLookedAtAllTheSame() throws InterruptedException {
        try (Beat beat = new Beat(never, Duration.ofMillis(1))) {
            Thread thread = begin(beat, true);

            assertTrue(ticks.tryAcquire(3, LIMIT, TimeUnit.SECONDS));
            end(beat, thread);
        }
    }

    private Thread begin(Beat beat, boolean calm) {
        return Thread.ofPlatform()
                .start(() ->
                        beat.repeat(() -> {
                            ticks.release();
                            return calm;
                        }));
    }

    private static void end(Beat beat, Thread thread) throws InterruptedException {
        beat.close();
        thread.join(Duration.ofSeconds(LIMIT));
        assertFalse(thread.isAlive());
    }
}
