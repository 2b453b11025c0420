package dev.stoker.batch.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BellTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Bell bell = new Bell();

    @Test
    void aRingBetweenTheLookAndTheWaitIsNotLost() {
        long seen = bell.rings();

        bell.ring();

        assertTimeoutPreemptively(SOON, () -> bell.await(seen, LONG));
    }

    @Test
    void everyoneWhoWaitsIsWoken() throws InterruptedException {
        long seen = bell.rings();
        Thread first = Thread.ofVirtual().start(() -> waitQuietly(seen));
        Thread second = Thread.ofVirtual().start(() -> waitQuietly(seen));

        bell.ring();

        first.join(SOON);
        second.join(SOON);
        assertEquals(Thread.State.TERMINATED, first.getState());
        assertEquals(Thread.State.TERMINATED, second.getState());
    }

    @Test
    void withoutARingTheWaitEndsWithItsTime() {
        assertTimeoutPreemptively(SOON, () -> bell.await(bell.rings(), Duration.ofMillis(5)));
    }

    @Test
    void anInterruptEndsTheWait() {
        Thread.currentThread().interrupt();

        assertThrows(InterruptedException.class, () -> bell.await(bell.rings(), LONG));
    }

    private void waitQuietly(long seen) {
        try {
            bell.await(seen, LONG);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
