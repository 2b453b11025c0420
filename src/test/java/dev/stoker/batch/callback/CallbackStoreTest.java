package dev.stoker.batch.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.batch.job.Claim;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.NewJob;
import dev.stoker.batch.job.NewJob.Terms;
import dev.stoker.batch.queue.ItemQueue;
import dev.stoker.batch.queue.JobStore;
import dev.stoker.batch.queue.Lease;
import dev.stoker.testkit.Items;
import dev.stoker.testkit.MovableTime;
import dev.stoker.testkit.QueueDatabase;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallbackStoreTest {
    private static final URI URL = URI.create("https://example.test/hook");

    private final QueueDatabase database = QueueDatabase.fresh();
    private final MovableTime time = new MovableTime();
    private final JobStore jobs = new JobStore(database.source(), time);
    private final ItemQueue queue =
            new ItemQueue(database.source(), time, new Lease("here", "here/1", Duration.ofDays(9)));
    private final CallbackStore callbacks = new CallbackStore(database.source(), time);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void itIsDueWhenTheJobHasEnded() {
        JobId job = submit(NewJob.open(Items.job()));
        assertEquals(Optional.empty(), callbacks.next());

        jobs.seal(job);

        assertEquals(Optional.of(new Callback(job, URL, 1)), callbacks.next());
        assertEquals(Optional.empty(), callbacks.next());
    }

    @Test
    void whatWasDeliveredIsNotDeliveredAgain() {
        submit(NewJob.whole(Items.job(), List.of()));

        callbacks.delivered(callbacks.next().orElseThrow());

        time.advance(Duration.ofDays(2));
        assertEquals(Optional.empty(), callbacks.next());
    }

    @Test
    void theEndOfAJobThatWasTriedAgainIsToldToo() {
        JobId job = submit(NewJob.whole(Items.job(), Items.items(1)));
        fail(claimed());
        callbacks.delivered(callbacks.next().orElseThrow());

        jobs.retry(job);
        Optional<Callback> whileItRuns = callbacks.next();
        fail(claimed());

        assertEquals(Optional.empty(), whileItRuns);
        assertEquals(Optional.of(new Callback(job, URL, 1)), callbacks.next());
    }

    @Test
    void whatWasToldOfTheFirstEndDoesNotCountForTheSecond() {
        JobId job = submit(NewJob.whole(Items.job(), Items.items(1)));
        fail(claimed());
        Callback first = callbacks.next().orElseThrow();
        jobs.retry(job);

        callbacks.delivered(first);

        fail(claimed());
        assertEquals(Optional.of(new Callback(job, URL, 1)), callbacks.next());
    }

    @Test
    void anAttemptThatNobodySettledIsMadeAgain() {
        submit(NewJob.whole(Items.job(), List.of()));
        callbacks.next();

        time.advance(CallbackStore.PAUSES.getFirst());

        assertEquals(2, callbacks.next().orElseThrow().attempt());
    }

    @Test
    void afterTheLastPauseItIsGivenUp() {
        submit(NewJob.whole(Items.job(), List.of()));
        for (Duration pause : CallbackStore.PAUSES) {
            assertTrue(callbacks.failed(callbacks.next().orElseThrow(), "answered 500"));
            time.advance(pause);
        }

        assertFalse(callbacks.failed(callbacks.next().orElseThrow(), "answered 500"));

        time.advance(Duration.ofDays(30));
        assertEquals(Optional.empty(), callbacks.next());
    }

    private Claim claimed() {
        return queue.claim(Items.MODEL, 1, 1).getFirst();
    }

    private void fail(Claim claim) {
        queue.record(List.of(Items.failed(claim, "no")));
    }

    private JobId submit(NewJob job) {
        return jobs.create(job.under(Terms.NONE.telling(URL))).id();
    }
}
