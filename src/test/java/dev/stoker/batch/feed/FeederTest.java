package dev.stoker.batch.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.batch.queue.ItemQueue;
import dev.stoker.batch.queue.Lease;
import dev.stoker.testkit.MovableTime;
import dev.stoker.testkit.QueueDatabase;
import dev.stoker.testkit.ScriptedEngine;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FeederTest {
    private final MovableTime time = new MovableTime();
    private final QueueDatabase database = QueueDatabase.fresh();
    private final ItemQueue queue =
            new ItemQueue(
                    database.source(), time, new Lease("here", "here/1", Duration.ofSeconds(15)));
    private final Bell work = new Bell();
    private final Feeder feeder =
            new Feeder(
                    "llm",
                    new FeedLine(
                            queue,
                            new Recorder(queue, recorded -> {}),
                            new ScriptedEngine("llm").access(),
                            FeedSettings.DEFAULT,
                            new FeedLine.Clockwork(time, work)));

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whileNoJobAsksForItsModelItLooksRarely() {
        Duration before = feeder.pause();

        feeder.want(false);

        assertTrue(feeder.pause().compareTo(before) > 0, feeder.pause().toString());
    }

    @Test
    void aJobThatAsksForItsModelAgainWakesIt() {
        Duration before = feeder.pause();
        feeder.want(false);

        feeder.want(true);

        assertEquals(before, feeder.pause());
        assertEquals(1, work.rings());
    }
}
