package dev.stoker.gateway.visit;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class OpenVisitsTest {
    private final OpenVisits visits = new OpenVisits();

    @Test
    void nobodyIsWaitedForWhereNobodyIsIn() throws InterruptedException {
        boolean none = visits.awaitNone(Duration.ZERO);

        assertTrue(none);
    }

    @Test
    void aVisitThatDoesNotEndIsWaitedForNoLongerThanTheLimit() throws InterruptedException {
        visits.enter();

        boolean none = visits.awaitNone(Duration.ofMillis(1));

        assertFalse(none);
    }

    @Test
    void theLastVisitToEndIsWaitedFor() throws Exception {
        visits.enter();
        visits.enter();
        visits.leave();
        FutureTask<Boolean> waiting =
                new FutureTask<>(() -> visits.awaitNone(Duration.ofSeconds(30)));
        Thread.ofVirtual().start(waiting);

        visits.leave();

        assertTrue(waiting.get());
    }
}
