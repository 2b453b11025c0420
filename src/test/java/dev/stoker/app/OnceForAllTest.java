package dev.stoker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.testkit.Eventually;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OnceForAllTest {
    private final AtomicInteger times = new AtomicInteger();

    @Test
    void theWorkIsDoneOnce() {
        OnceForAll once = new OnceForAll(times::incrementAndGet);

        once.run();
        once.run();

        assertEquals(1, times.get());
    }

    @Test
    void whoeverComesLaterWaitsUntilTheWorkIsDone() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        OnceForAll once =
                new OnceForAll(() -> {
                    begun.countDown();
                    awaitQuietly(mayEnd);
                    times.incrementAndGet();
                });
        Thread first = Thread.startVirtualThread(once::run);
        assertTrue(begun.await(10, TimeUnit.SECONDS));
        AtomicInteger seenByTheSecond = new AtomicInteger(-1);

        Thread second =
                Thread.startVirtualThread(() -> {
                    once.run();
                    seenByTheSecond.set(times.get());
                });
        Eventually.holds(() -> second.getState() == Thread.State.WAITING);
        mayEnd.countDown();
        first.join();
        second.join();

        assertEquals(1, seenByTheSecond.get());
    }

    @Test
    void workThatFailedIsNotTriedAgain() {
        OnceForAll once =
                new OnceForAll(() -> {
                    times.incrementAndGet();
                    throw new IllegalStateException("staged");
                });

        assertThrows(IllegalStateException.class, once::run);
        once.run();

        assertEquals(1, times.get());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
