package dev.stoker.batch.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.inference.Route;
import dev.stoker.testkit.ScriptedEngine;
import org.junit.jupiter.api.Test;

class EngineWatchTest {
    private final ScriptedEngine engine = new ScriptedEngine("llm");
    private final Route.Serve first =
            engine.access()
                    .replicas()
                    .named(engine.router().engines().getFirst().spec().name())
                    .orElseThrow()
                    .route();
    private final Bell changes = new Bell();
    private final EngineWatch watch = new EngineWatch("llm", engine.access().replicas(), changes);

    @Test
    void anEngineIsReadyWhileItsRouteServes() {
        assertEquals(1, watch.ready().getFirst().route().run());

        engine.die();

        assertTrue(watch.ready().isEmpty());
    }

    @Test
    void aRunThatGoesOnHasNotDied() throws InterruptedException {
        assertFalse(watch.died(first));
    }

    @Test
    void aRunIsOverWhenTheNextHasBegun() throws InterruptedException {
        engine.die().comeBack();

        assertTrue(watch.died(first));
    }

    @Test
    void aDeathThatIsNoticedAMomentLaterIsStillADeath() throws InterruptedException {
        Thread supervisor =
                Thread.ofVirtual()
                        .start(() -> {
                            engine.die();
                            changes.ring();
                        });

        assertTrue(watch.died(first));
        supervisor.join();
    }

    @Test
    void aModelThatNobodyServesIsNeverReady() {
        EngineWatch other = new EngineWatch("other", engine.access().replicas(), changes);

        assertTrue(other.ready().isEmpty());
    }
}
