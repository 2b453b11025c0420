package dev.stoker.batch.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.inference.Route;
import dev.stoker.testkit.ScriptedEngine;
import org.junit.jupiter.api.Test;

class EngineWatchTest {
    private final ScriptedEngine engine = new ScriptedEngine("llm");
    private final Bell changes = new Bell();
    private final EngineWatch watch = new EngineWatch("llm", engine.router(), changes);

    @Test
    void anEngineIsReadyWhileItsRouteServes() {
        assertEquals(1, watch.ready().map(Route.Serve::run).orElseThrow());

        engine.die();

        assertTrue(watch.ready().isEmpty());
    }

    @Test
    void aRunThatGoesOnHasNotDied() throws InterruptedException {
        assertFalse(watch.died(1));
    }

    @Test
    void aRunIsOverWhenTheNextHasBegun() throws InterruptedException {
        engine.die().comeBack();

        assertTrue(watch.died(1));
    }

    @Test
    void aDeathThatIsNoticedAMomentLaterIsStillADeath() throws InterruptedException {
        Thread supervisor =
                Thread.ofVirtual()
                        .start(() -> {
                            engine.die();
                            changes.ring();
                        });

        assertTrue(watch.died(1));
        supervisor.join();
    }

    @Test
    void aModelThatNobodyServesIsNeverReady() {
        EngineWatch other = new EngineWatch("other", engine.router(), changes);

        assertTrue(other.ready().isEmpty());
    }
}
