package dev.stoker.batch;

import static dev.stoker.testkit.BatchFixture.awaitEnd;
import static dev.stoker.testkit.BatchFixture.results;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.batch.job.Job;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.NewJob;
import dev.stoker.batch.job.Tally;
import dev.stoker.testkit.BatchFixture;
import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.Items;
import dev.stoker.testkit.ScriptedEngine;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplicasTest {

    private final BatchFixture fixture = new BatchFixture().withLease(Duration.ofSeconds(1));
    private final ScriptedEngine first = engine();
    private final ScriptedEngine second = engine();

    @AfterEach
    void close() {
        first.resume();
        second.resume();
        fixture.close();
    }

    @Test
    void twoReplicasShareOneJobWithoutALeader() {
        first.hold();
        second.hold();
        Batch one = fixture.start("one", first);
        fixture.start("two", second);
        JobId id = submit(one, 400);
        Eventually.holds(() -> first.inside() > 0 && second.inside() > 0);

        first.resume();
        second.resume();

        Job job = awaitEnd(one, id);
        assertEquals(new Tally.Ended(400, 0, 0, 0), job.tally().ended());
        assertEquals(400, first.calls().size() + second.calls().size());
        assertTrue(first.calls().size() > 0, () -> "first=" + first.calls().size());
        assertTrue(second.calls().size() > 0, () -> "second=" + second.calls().size());
    }

    @Test
    void theOtherReplicaTakesOverWhatAKilledOneHeld() {
        first.hold();
        second.hold();
        Batch one = fixture.start("one", first);
        fixture.start("two", second);
        JobId job = submit(one, 200);
        Eventually.holds(() -> second.inside() > 0);

        first.resume();
        fixture.kill();

        assertEquals(new Tally.Ended(200, 0, 0, 0), awaitEnd(one, job).tally().ended());
        assertEquals(200, results(one, job).size());
    }

    @Test
    void aJobIsCancelledOnEveryReplica() {
        first.hold();
        second.hold();
        Batch one = fixture.start("one", first);
        fixture.start("two", second);
        JobId job = submit(one, 200);
        Eventually.holds(() -> first.inside() > 0 && second.inside() > 0);

        one.jobs().cancel(job);

        assertEquals(new Tally.Ended(0, 0, 0, 200), awaitEnd(one, job).tally().ended());
        Eventually.holds(() -> first.inside() + second.inside() == 0);
    }

    private static ScriptedEngine engine() {
        return new ScriptedEngine(Items.MODEL).withSlots(8).taking(Duration.ofMillis(10));
    }

    private static JobId submit(Batch batch, int items) {
        return batch.jobs().submit(NewJob.whole(Items.job(), Items.items(items))).id();
    }
}
