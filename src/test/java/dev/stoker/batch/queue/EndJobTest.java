package dev.stoker.batch.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stoker.batch.job.ItemState;
import dev.stoker.batch.job.Job;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.JobState;
import dev.stoker.batch.job.NewJob;
import dev.stoker.batch.job.NewJob.Terms;
import dev.stoker.batch.job.Result;
import dev.stoker.batch.job.ResultQuery;
import dev.stoker.batch.report.ResultStore;
import dev.stoker.testkit.Items;
import dev.stoker.testkit.MovableTime;
import dev.stoker.testkit.QueueDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EndJobTest {
    private final QueueDatabase database = QueueDatabase.fresh();
    private final MovableTime time = new MovableTime();
    private final JobStore jobs = new JobStore(database.source(), time);
    private final DueJobs due = new DueJobs(database.source(), time);
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
    void aJobIsLateOnceItsDeadlineHasPassed() {
        Terms terms = Terms.NONE.until(time.instant().plusSeconds(60));
        JobId job = jobs.create(NewJob.whole(Items.job(), Items.items(2)).under(terms)).id();
        assertEquals(List.of(), due.late());

        time.advance(Duration.ofSeconds(61));

        assertEquals(List.of(job), due.late());
        Job ended = jobs.end(job, Job.Ending.EXPIRED).orElseThrow();
        assertEquals(JobState.CANCELLED, ended.state());
        assertEquals(Optional.of(Job.Ending.EXPIRED), ended.progress().ending());
        assertEquals(Optional.of(time.instant()), ended.times().ending());
        assertEquals(List.of(), due.late());
    }

    @Test
    void theFirstEndingCounts() {
        JobId job = jobs.create(NewJob.whole(Items.job(), Items.items(2))).id();
        queue.claim(Items.MODEL, 1, 1);
        jobs.end(job, Job.Ending.EXPIRED);

        Job ended = jobs.cancel(job).orElseThrow();

        assertEquals(JobState.CANCELLING, ended.state());
        assertEquals(Optional.of(Job.Ending.EXPIRED), ended.progress().ending());
    }

    @Test
    void cancelledItemsHaveTheirPlacesBehindTheOthers() {
        JobId job = jobs.create(NewJob.whole(Items.job(), Items.items(4))).id();
        queue.record(List.of(Items.answered(queue.claim(Items.MODEL, 1, 1).getFirst())));

        jobs.cancel(job);

        List<Result> all =
                new ResultStore(database.source())
                        .next(
                                ResultQuery.of(job).in(Set.of(ItemState.DONE, ItemState.CANCELLED)),
                                10);
        assertEquals(List.of(1L, 3L, 4L, 5L), all.stream().map(Result::cursor).toList());
        assertEquals(
                List.of("item-0", "item-1", "item-2", "item-3"),
                all.stream().map(result -> result.subject().key()).toList());
    }

    @Test
    void aJobWhoseSourceIsInvalidFailsWithItsReport() {
        JobId job = jobs.create(NewJob.open(Items.job())).id();

        jobs.refuse(job, "{\"problems\": 1}");
        jobs.refuse(job, "{\"problems\": 2}");

        Job refused = jobs.find(job).orElseThrow();
        assertEquals(JobState.FAILED, refused.state());
        assertEquals(Optional.of("{\"problems\": 1}"), refused.progress().source().report());
        assertEquals(Optional.of(Job.Ending.INVALID), refused.progress().ending());
    }
}
