package dev.stoker.batch;

import static dev.stoker.testkit.BatchFixture.awaitEnd;
import static dev.stoker.testkit.BatchFixture.results;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.NewJob;
import dev.stoker.batch.job.Result;
import dev.stoker.batch.job.Tally;
import dev.stoker.testkit.BatchFixture;
import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.Items;
import dev.stoker.testkit.ScriptedEngine;
import dev.stoker.testkit.ScriptedReplicas;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// One Stoker feeds several engines of one model.
class EnginesOfOneModelTest {
    private static final int ITEMS = 400;
    private static final Duration NEVER = Duration.ofHours(1);

    private final BatchFixture fixture = new BatchFixture();
    private final ScriptedReplicas engines =
            new ScriptedReplicas(Items.MODEL, "slow", "middling", "fast");
    private final ScriptedEngine slow = engine("slow", 4, 20);
    private final ScriptedEngine middling = engine("middling", 8, 10);
    private final ScriptedEngine fast = engine("fast", 16, 5);
    private final Batch batch = fixture.start("here", engines.access(InstantSource.system()));

    @AfterEach
    void close() {
        List.of(slow, middling, fast).forEach(ScriptedEngine::resume);
        fixture.close();
    }

    @Test
    void eachIsFilledToItsOwnMeasure() {
        List.of(slow, middling, fast).forEach(engine -> engine.taking(NEVER));
        slow.withSlots(60);

        JobId job = submit();

        Eventually.holds(() ->
                slow.inside() >= 60 && middling.mostRunning() == 8 && fast.mostRunning() == 16);
        // 16 are sent before anything is known of an engine, twice as many where the first reading
        // came before all of them had arrived; what waits is not added to
        assertTrue(middling.inside() <= 32, () -> "inside=" + middling.inside());
        batch.jobs().cancel(job);
    }

    @Test
    void allShareTheWorkAndEachItemIsAnsweredOnce() {
        JobId job = submit();

        assertEquals(new Tally.Ended(ITEMS, 0, 0, 0), awaitEnd(batch, job).tally().ended());
        assertEquals(ITEMS, engines.calls());
        assertTrue(slow.calls().size() > 0 && middling.calls().size() > 0);
    }

    @Test
    void theOthersGoOnWhileOneStandsStill() {
        slow.hold();
        JobId job = submit();

        Eventually.holds(() -> slow.inside() > 0 && done(job) == ITEMS - slow.inside());
        slow.resume();

        assertEquals(ITEMS, awaitEnd(batch, job).tally().ended().done());
        assertEquals(ITEMS, engines.calls());
    }

    @Test
    void whatOneTakesDownWithItIsRepeatedByTheOthers() {
        middling.hold();
        JobId job = submit();
        Eventually.holds(() -> middling.inside() > 0 && done(job) > 0);

        middling.die();
        int taken = middling.calls().size();

        assertEquals(new Tally.Ended(ITEMS, 0, 0, 0), awaitEnd(batch, job).tally().ended());
        assertEquals(ITEMS + taken, engines.calls());
        assertEquals(
                ITEMS, results(batch, job).stream().mapToLong(Result::cursor).distinct().count());
    }

    @Test
    void oneThatBecomesReadyTakesItsShare() {
        fast.die();
        slow.hold();
        middling.hold();
        JobId job = submit();
        Eventually.holds(() -> slow.inside() > 0 && middling.inside() > 0);

        fast.comeBack();

        Eventually.holds(() -> done(job) == ITEMS - slow.inside() - middling.inside());
        assertEquals(ITEMS - slow.inside() - middling.inside(), fast.calls().size());
    }

    @Test
    void oneThatRefusesIsLeftAloneAndCostsNoItem() {
        slow.says(_ -> ScriptedEngine.refusal(503, "not now"));

        JobId job = submit();

        assertEquals(new Tally.Ended(ITEMS, 0, 0, 0), awaitEnd(batch, job).tally().ended());
        assertTrue(slow.calls().size() < ITEMS, () -> "asked=" + slow.calls().size());
    }

    private ScriptedEngine engine(String name, int slots, int milliseconds) {
        return engines.engine(name).withSlots(slots).taking(Duration.ofMillis(milliseconds));
    }

    private long done(JobId job) {
        return batch.jobs().find(job).orElseThrow().tally().ended().done();
    }

    private JobId submit() {
        return batch.jobs().submit(NewJob.whole(Items.job(), Items.items(ITEMS))).id();
    }
}
