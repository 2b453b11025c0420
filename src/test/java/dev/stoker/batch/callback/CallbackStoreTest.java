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
import java.util.Set;
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
        assertEquals(Optional.empty(), next());

        jobs.seal(job);

        assertEquals(Optional.of(new Callback(job, URL, 1, time.instant())), next());
        assertEquals(Optional.empty(), next());
    }

    @Test
    void whatWasDeliveredIsNotDeliveredAgain() {
        submit(NewJob.whole(Items.job(), List.of()));

        callbacks.delivered(next().orElseThrow());

        time.advance(Duration.ofDays(2));
        assertEquals(Optional.empty(), next());
    }

    @Test
    void theEndOfAJobThatWasTriedAgainIsToldToo() {
        JobId job = submit(NewJob.whole(Items.job(), Items.items(1)));
        fail(claimed());
        callbacks.delivered(next().orElseThrow());

        jobs.retry(job);
        Optional<Callback> whileItRuns = next();
        fail(claimed());

        assertEquals(Optional.empty(), whileItRuns);
        assertEquals(Optional.of(new Callback(job, URL, 1, time.instant())), next());
    }

    @Test
    void whatWasToldOfTheFirstEndDoesNotCountForTheSecond() {
        JobId job = submit(NewJob.whole(Items.job(), Items.items(1)));
        fail(claimed());
        Callback first = next().orElseThrow();
        jobs.retry(job);

        callbacks.delivered(first);

        fail(claimed());
        assertEquals(Optional.of(new Callback(job, URL, 1, time.instant())), next());
    }

    @Test
    void whatAnotherReplicaSaysLateOfTheFirstEndDoesNotCountForTheSecond() {
        JobId job = submit(NewJob.whole(Items.job(), Items.items(1)));
        fail(claimed());
        Callback first = next().orElseThrow();
        jobs.retry(job);
        time.advance(Duration.ofSeconds(1));
        fail(claimed());
        Callback second = next().orElseThrow();

        callbacks.delivered(first);

        assertTrue(callbacks.failed(second, "answered 500"));
        time.advance(CallbackStore.PAUSES.getFirst());
        assertEquals(2, next().orElseThrow().attempt());
    }

    @Test
    void aBusyReceiverIsPassedOver() {
        submit(NewJob.whole(Items.job(), List.of()));
        URI other = URI.create("http://other.test:8443?x=/");
        JobId others =
                jobs.create(NewJob.whole(Items.job(), List.of()).under(Terms.NONE.telling(other)))
                        .id();
        Set<String> busy = Set.of("example.test");

        Optional<Callback> due = callbacks.next(new CallbackStore.Busy(Set.of(), busy));

        assertEquals(Optional.of(others), due.map(Callback::job));
        assertEquals("other.test:8443", due.orElseThrow().receiver());
    }

    @Test
    void oneAttemptAfterTheOtherIsMadeForAJob() {
        JobId job = submit(NewJob.whole(Items.job(), List.of()));
        next();
        time.advance(Duration.ofDays(1));

        assertEquals(
                Optional.empty(), callbacks.next(new CallbackStore.Busy(Set.of(job), Set.of())));
        assertEquals(2, next().orElseThrow().attempt());
    }

    @Test
    void anAttemptThatNobodySettledIsMadeAgain() {
        submit(NewJob.whole(Items.job(), List.of()));
        next();

        time.advance(Duration.ofSeconds(59));
        assertEquals(Optional.empty(), next());
        time.advance(Duration.ofSeconds(1));

        assertEquals(2, next().orElseThrow().attempt());
    }

    @Test
    void afterTheLastPauseItIsGivenUp() {
        submit(NewJob.whole(Items.job(), List.of()));
        for (Duration pause : CallbackStore.PAUSES) {
            assertTrue(callbacks.failed(next().orElseThrow(), "answered 500"));
            time.advance(pause);
        }

        assertFalse(callbacks.failed(next().orElseThrow(), "answered 500"));

        time.advance(Duration.ofDays(30));
        assertEquals(Optional.empty(), next());
    }

    private Optional<Callback> next() {
        return callbacks.next(CallbackStore.Busy.NONE);
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
