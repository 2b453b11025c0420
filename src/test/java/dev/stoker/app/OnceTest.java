package dev.stoker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.testkit.Eventually;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OnceTest {
    private final Once once = new Once();
    private final AtomicInteger done = new AtomicInteger();

    @Test
    void whatWasDoneIsNotDoneAgain() {
        once.run(done::incrementAndGet);
        once.run(done::incrementAndGet);

        assertEquals(1, done.get());
    }

    @Test
    void whoComesSecondWaitsUntilItIsDone() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        AtomicBoolean returned = new AtomicBoolean();
        Thread first =
                Thread.ofPlatform()
                        .start(() ->
                                once.run(() -> {
                                    begun.countDown();
                                    await(gate);
                                    done.incrementAndGet();
                                }));
        begun.await();

        Thread second =
                Thread.ofPlatform()
                        .start(() -> {
                            once.run(done::incrementAndGet);
                            returned.set(done.get() == 1);
                        });
        Eventually.holds(() -> second.getState() == Thread.State.WAITING);
        assertFalse(returned.get());
        gate.countDown();
        first.join();
        second.join();

        assertTrue(returned.get());
    }

    @Test
    void whatFailedIsNotTriedAgain() {
        assertThrows(
                IllegalStateException.class,
                () ->
                        once.run(() -> {
                            throw new IllegalStateException("no");
                        }));

        once.run(done::incrementAndGet);

        assertEquals(0, done.get());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
