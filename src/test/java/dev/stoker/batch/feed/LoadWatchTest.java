package dev.stoker.batch.feed;

import static dev.stoker.testkit.Eventually.holds;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.stoker.inference.Route;
import dev.stoker.testkit.Items;
import dev.stoker.testkit.ScriptedEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoadWatchTest {
    private final ScriptedEngine engine = new ScriptedEngine(Items.MODEL);
    private final Route.Serve target =
            assertInstanceOf(Route.Serve.class, engine.router().route(Items.MODEL));
    private final LoadWatch watch =
            new LoadWatch(engine.access(), target, new InFlight.Share(), new Bell());
    private final Thread thread = Thread.ofVirtual().unstarted(watch);

    @AfterEach
    void stop() throws InterruptedException {
        watch.stop();
        thread.join();
    }

    @Test
    void anEngineThatGetsItemsOneByOneIsReadThoughItHasNoneAtTheMoment() {
        thread.start();
        holds(() -> thread.getState() == Thread.State.WAITING);

        watch.want(true);

        holds(() -> watch.take().isPresent());
        holds(() -> watch.take().isPresent());
    }

    @Test
    void anEngineThatIsToGetNoneIsLeftAlone() {
        watch.want(true);
        thread.start();
        holds(() -> watch.take().isPresent());

        watch.want(false);

        holds(() -> thread.getState() == Thread.State.WAITING);
    }
}
