package dev.stoker.batch.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stoker.batch.feed.item.RetryPolicy;
import dev.stoker.batch.job.Claim;
import dev.stoker.batch.job.Finished;
import dev.stoker.batch.job.ItemState;
import dev.stoker.batch.job.Job;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.JobState;
import dev.stoker.batch.job.NewItem;
import dev.stoker.batch.job.NewJob;
import dev.stoker.batch.job.Result;
import dev.stoker.batch.job.ResultQuery;
import dev.stoker.batch.job.Tally;
import dev.stoker.batch.report.ResultStore;
import dev.stoker.testkit.Items;
import dev.stoker.testkit.MovableTime;
import dev.stoker.testkit.QueueDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RetryFailedTest {
    private final QueueDatabase database = QueueDatabase.fresh();
    private final MovableTime time = new MovableTime();
    private final JobStore jobs = new JobStore(database.source(), time);
    private final ItemQueue queue =
            new ItemQueue(database.source(), time, new Lease("here", "here/1", Duration.ofDays(1)));

    @BeforeEach
    void open() {
        queue.open();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void failedItemsAreTriedAgainAndTheOthersAreLeft() {
        JobId job = jobs.create(NewJob.whole(Items.job(), Items.items(2))).id();
        List<Claim> claims = queue.claim(Items.MODEL, 10, 1);
        queue.record(List.of(Items.answered(claims.get(0)), Items.failed(claims.get(1), "no")));

        int retried = jobs.retry(job);

        Job reopened = jobs.find(job).orElseThrow();
        assertEquals(1, retried);
        assertEquals(JobState.RUNNING, reopened.state());
        assertEquals(new Tally.Ended(1, 0, 0, 0), reopened.tally().ended());
        assertEquals(Optional.empty(), reopened.times().finished());
        Claim again = queue.claim(Items.MODEL, 10, 1).getFirst();
        assertEquals(0, again.attempts());
        queue.record(List.of(Items.answered(again)));
        assertEquals(JobState.COMPLETED, jobs.find(job).orElseThrow().state());
    }

    @Test
    void anItemThatWasRefusedUntilItFailedIsTriedAsIfItWereNew() {
        JobId job = jobs.create(NewJob.whole(Items.job(), Items.items(1))).id();
        RetryPolicy policy = RetryPolicy.DEFAULT;
        while (!jobs.find(job).orElseThrow().state().isFinal()) {
            refuse(policy);
        }
        time.advance(Duration.ofSeconds(1));

        jobs.retry(job);
        refuse(policy);

        assertEquals(1, jobs.find(job).orElseThrow().tally().waiting());
    }

    private void refuse(RetryPolicy policy) {
        time.advance(policy.longest());
        Claim claim = queue.claim(Items.MODEL, 1, 1).getFirst();
        queue.record(
                List.of(new Finished(claim.ref(), policy.refused(claim, "429", time.instant()))));
    }

    @Test
    void aReaderBehindTheFailureSeesTheNewResult() {
        JobId job = jobs.create(NewJob.whole(Items.job(), Items.items(1))).id();
        queue.record(List.of(Items.failed(queue.claim(Items.MODEL, 1, 1).getFirst(), "no")));
        ResultStore results = new ResultStore(database.source());
        long seen = results.next(ResultQuery.of(job), 10).getFirst().cursor();

        jobs.retry(job);
        queue.record(List.of(Items.answered(queue.claim(Items.MODEL, 1, 1).getFirst())));

        List<Result> later = results.next(ResultQuery.of(job).after(seen), 10);
        assertEquals(List.of(ItemState.DONE), later.stream().map(Result::state).toList());
    }

    @Test
    void thePauseBeforeARetryIsNotTheJobsTime() {
        JobId job = jobs.create(NewJob.whole(Items.job(), Items.items(1))).id();
        Claim claim = queue.claim(Items.MODEL, 1, 1).getFirst();
        time.advance(Duration.ofSeconds(10));
        queue.record(List.of(Items.failed(claim, "no")));
        time.advance(Duration.ofHours(5));

        jobs.retry(job);

        assertEquals(
                Optional.of(time.instant().minusSeconds(10)),
                jobs.find(job).orElseThrow().times().started());
    }

    @Test
    void whatCouldNotBeReadIsNotTriedAgain() {
        NewItem unreadable = new NewItem("day", "{}", new NewItem.Unreadable("no header"));
        JobId job = jobs.create(NewJob.whole(Items.job(), List.of(unreadable))).id();

        assertEquals(0, jobs.retry(job));
        assertEquals(JobState.FAILED, jobs.find(job).orElseThrow().state());
    }

    @Test
    void nothingOfACancelledJobIsTriedAgain() {
        JobId job = jobs.create(NewJob.whole(Items.job(), Items.items(2))).id();
        Claim claim = queue.claim(Items.MODEL, 1, 1).getFirst();
        queue.record(List.of(Items.failed(claim, "no")));
        jobs.cancel(job);

        assertEquals(0, jobs.retry(job));
        assertEquals(JobState.CANCELLED, jobs.find(job).orElseThrow().state());
        assertEquals(0, jobs.retry(new JobId(new UUID(0, 0))));
    }
}
