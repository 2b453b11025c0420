package dev.stoker.gateway.visit;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.testkit.Eventually;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LingeringTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Lingering lingering = new Lingering();

    @Test
    void nobodyIsWaitedForWhereNobodyIs() {
        assertTrue(lingering.awaitNone(Duration.ZERO));
    }

    @Test
    void whoeverStaysTooLongIsNotWaitedFor() {
        lingering.enter();

        assertFalse(lingering.awaitNone(Duration.ofMillis(1)));
    }

    @Test
    void theLastThatLeavesEndsTheWait() {
        lingering.enter();
        lingering.enter();
        var thread = new CompletableFuture<Thread>();
        CompletableFuture<Boolean> waited =
                CompletableFuture.supplyAsync(() -> {
                    thread.complete(Thread.currentThread());
                    return lingering.awaitNone(LONG);
                });
        Eventually.becomes(
                LONG, thread.join()::getState, state -> state == Thread.State.TIMED_WAITING);

        lingering.leave();
        assertFalse(waited.isDone());
        lingering.leave();

        assertTrue(waited.join());
    }
}
