package dev.stoker.batch;

import static dev.stoker.testkit.BatchFixture.awaitEnd;
import static dev.stoker.testkit.ScriptedEngine.chat;
import static dev.stoker.testkit.ScriptedEngine.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stoker.batch.job.Job;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.JobState;
import dev.stoker.batch.job.NewItem;
import dev.stoker.batch.job.NewJob;
import dev.stoker.batch.job.Tally;
import dev.stoker.batch.job.Tokens;
import dev.stoker.testkit.BatchFixture;
import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.Items;
import dev.stoker.testkit.ScriptedEngine;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PaidOnceTest {
    private final BatchFixture fixture = new BatchFixture();
    private final ScriptedEngine engine = new ScriptedEngine(Items.MODEL);

    @AfterEach
    void close() {
        engine.resume();
        fixture.close();
    }

    @Test
    void ofJobsThatRunAtTheSameTimeEachRequestIsComputedOnce() {
        // a line that it told of would end the claims before both jobs are in flight
        engine.hold().silent();
        Batch batch = fixture.start("here", engine);
        JobId one = submit(batch, "one", 10);
        JobId other = submit(batch, "other", 10);
        Eventually.holds(() -> tally(batch, one).running() + tally(batch, other).running() == 20);

        engine.resume();
        Tally first = awaitEnd(batch, one).tally();
        Tally second = awaitEnd(batch, other).tally();

        assertEquals(10, engine.calls().size());
        assertEquals(20, first.ended().done() + second.ended().done());
        assertEquals(10, first.cached().items() + second.cached().items());
        assertEquals(new Tokens(100, 20), first.tokens().plus(second.tokens()));
    }

    @Test
    void whenTheOneInFlightFailsThoseThatWaitedForItAreTriedThemselves() {
        AtomicInteger calls = new AtomicInteger();
        engine.says(_ -> calls.incrementAndGet() == 1 ? refusal(400, "not now") : chat("fine"))
                .hold();
        Batch batch = fixture.start("here", engine);
        JobId one = submit(batch, "one", 1);
        JobId other = submit(batch, "other", 1);
        Eventually.holds(() -> tally(batch, one).running() + tally(batch, other).running() == 2);

        engine.resume();
        Job first = awaitEnd(batch, one);
        Job second = awaitEnd(batch, other);

        assertEquals(2, calls.get());
        assertEquals(1, first.tally().ended().done() + second.tally().ended().done());
        assertEquals(1, first.tally().ended().failed() + second.tally().ended().failed());
    }

    @Test
    void aCancelledJobDoesNotWaitForTheItemOfAnother() {
        engine.hold();
        Batch batch = fixture.start("here", engine);
        JobId one = submit(batch, "one", 1);
        Eventually.holds(() -> tally(batch, one).running() == 1);
        JobId other = submit(batch, "other", 1);
        Eventually.holds(() -> tally(batch, other).running() == 1);

        batch.jobs().cancel(other);

        assertEquals(JobState.CANCELLED, awaitEnd(batch, other).state());
        assertEquals(1, tally(batch, one).running());
    }

    private static Tally tally(Batch batch, JobId job) {
        return batch.jobs().find(job).orElseThrow().tally();
    }

    private static JobId submit(Batch batch, String name, int items) {
        List<NewItem> alike =
                IntStream.range(0, items)
                        .mapToObj(i ->
                                new NewItem(
                                        name + i,
                                        "{}",
                                        new NewItem.Request("/v1/chat/completions", "{}"),
                                        Optional.of(new UUID(7, i))))
                        .toList();
        return batch.jobs().submit(NewJob.whole(Items.job(), alike)).id();
    }
}
