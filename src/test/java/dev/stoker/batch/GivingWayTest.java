package dev.stoker.batch;

import static dev.stoker.testkit.BatchFixture.awaitEnd;
import static dev.stoker.testkit.BatchFixture.results;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.batch.job.Job;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.NewJob;
import dev.stoker.batch.job.Result;
import dev.stoker.batch.job.Tally;
import dev.stoker.inference.InFlight;
import dev.stoker.testkit.BatchFixture;
import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.Items;
import dev.stoker.testkit.ScriptedEngine;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GivingWayTest {
    private final BatchFixture fixture = new BatchFixture();
    private final ScriptedEngine engine = new ScriptedEngine(Items.MODEL).withSlots(2);

    @AfterEach
    void close() {
        engine.taking(Duration.ZERO);
        fixture.close();
    }

    @Test
    void anItemGivesItsPlaceToAChatAndIsStillAnsweredOnce() {
        engine.taking(Duration.ofDays(1));
        Batch batch = fixture.start("here", engine);
        JobId id = submit(batch, 6);

        Eventually.holds(() -> {
            // one that comes before three readings have shown that all places are taken waits
            try (InFlight.Ticket _ = engine.open().enter("simulator", "chat")) {
                return gaveWay(batch, id) > 0;
            }
        });
        long gaveWay = gaveWay(batch, id);
        engine.taking(Duration.ZERO);
        Job ended = awaitEnd(batch, id);

        assertEquals(new Tally.Ended(6, 0, 0, 0), ended.tally().ended());
        assertEquals(6, results(batch, id).stream().map(GivingWayTest::key).distinct().count());
        assertTrue(ended.progress().gaveWay() >= gaveWay, ended::toString);
        assertEquals(6 + ended.progress().gaveWay(), engine.calls().size());
    }

    @Test
    void withoutChatsNothingGivesWay() {
        engine.taking(Duration.ofMillis(20));
        Batch batch = fixture.start("here", engine);

        Job ended = awaitEnd(batch, submit(batch, 200));

        assertEquals(0, ended.progress().gaveWay());
        assertEquals(200, engine.calls().size());
    }

    private static long gaveWay(Batch batch, JobId job) {
        return batch.jobs().find(job).orElseThrow().progress().gaveWay();
    }

    private static String key(Result result) {
        return result.subject().key();
    }

    private static JobId submit(Batch batch, int items) {
        return batch.jobs().submit(NewJob.whole(Items.job(), Items.items(items))).id();
    }
}
