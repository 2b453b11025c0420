package dev.stoker.batch.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stoker.batch.queue.ItemQueue;
import dev.stoker.batch.queue.Lease;
import dev.stoker.inference.EngineRouter;
import dev.stoker.testkit.MovableTime;
import dev.stoker.testkit.QueueDatabase;
import dev.stoker.testkit.ScriptedEngine;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FeedersTest {
    private final MovableTime time = new MovableTime();
    private final QueueDatabase database = QueueDatabase.fresh();
    private final ItemQueue queue =
            new ItemQueue(
                    database.source(), time, new Lease("here", "here/1", Duration.ofSeconds(15)));
    private final ScriptedEngine engine = new ScriptedEngine("resting");
    private final List<String> wanted = new CopyOnWriteArrayList<>();
    private final Feeders feeders =
            new Feeders(
                    new FeedLine(
                            queue,
                            new Recorder(queue, _ -> {}),
                            new EngineAccess(
                                    new EngineRouter(engine.router()::engines, time, wanted::add),
                                    engine.access().replicas(),
                                    engine),
                            FeedSettings.DEFAULT,
                            new FeedLine.Clockwork(time, new Bell())));

    @AfterEach
    void close() throws InterruptedException {
        feeders.close();
        database.close();
    }

    @Test
    void theEngineOfAModelThatJobsAskForIsWanted() {
        feeders.ensure(Set.of("resting"));

        assertEquals(
                engine.router().engines().stream().map(one -> one.spec().name()).toList(), wanted);
    }

    @Test
    void anEngineThatNoJobAsksForMayRest() {
        feeders.ensure(Set.of("another"));

        assertEquals(List.of(), wanted);
    }
}
