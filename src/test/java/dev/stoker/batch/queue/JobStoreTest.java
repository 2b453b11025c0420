package dev.stoker.batch.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.batch.database.DatabaseFailure;
import dev.stoker.batch.job.Claim;
import dev.stoker.batch.job.Finished;
import dev.stoker.batch.job.Job;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.JobState;
import dev.stoker.batch.job.NewItem;
import dev.stoker.batch.job.NewJob;
import dev.stoker.batch.job.Outcome;
import dev.stoker.batch.job.Result;
import dev.stoker.batch.job.ResultQuery;
import dev.stoker.batch.job.Tally;
import dev.stoker.batch.report.ResultStore;
import dev.stoker.testkit.Items;
import dev.stoker.testkit.MovableTime;
import dev.stoker.testkit.QueueDatabase;
import dev.stoker.testkit.SeveredDataSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobStoreTest {
    private final MovableTime time = new MovableTime();
    private QueueDatabase database;
    private JobStore jobs;
    private ItemQueue queue;

    @BeforeEach
    void open() {
        database = QueueDatabase.fresh();
        jobs = new JobStore(database.source(), time);
        Lease lease = new Lease("here", "here/1", Duration.ofHours(1));
        queue = new ItemQueue(database.source(), time, lease);
        queue.open();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aJobIsFoundAsItWasCreated() {
        Job created =
                jobs.create(
                        NewJob.whole(
                                new Job.Description("summary", "qwen", "{\"lookback\": 5}"),
                                Items.items(3)));

        Job found = jobs.find(created.id()).orElseThrow();

        assertEquals(created, found);
        assertEquals("{\"lookback\": 5}", found.description().parameters());
        assertEquals(JobState.QUEUED, found.state());
        assertEquals(3, found.tally().waiting());
        assertEquals(time.instant(), found.times().created());
    }

    @Test
    void nothingOfAJobStaysWhenOneItemCannotBeAdded() {
        NewItem broken =
                new NewItem("broken", "no JSON", new NewItem.Request("/v1/completions", "{}"));

        assertThrows(
                DatabaseFailure.class,
                () -> jobs.create(NewJob.whole(Items.job(), List.of(Items.item("whole"), broken))));

        assertEquals(List.of(), jobs.newest(10, Optional.empty()));
    }

    @Test
    void addingAnItemAgainChangesNothing() {
        JobId job = jobs.create(NewJob.open(Items.job())).id();
        jobs.add(job, List.of(Items.item("a"), Items.item("b"), Items.item("a")), Optional.empty());

        boolean open =
                jobs.add(job, List.of(Items.item("b"), Items.item("c")), Optional.of("day 2"));

        assertTrue(open);
        Job found = jobs.find(job).orElseThrow();
        assertEquals(3, found.tally().total());
        assertEquals(Optional.of("day 2"), found.progress().cursor());
    }

    @Test
    void whatHasNothingToAskIsCountedAndHasItsPlaceAmongTheResults() {
        JobId job = jobs.create(NewJob.open(Items.job())).id();

        jobs.add(
                job,
                List.of(
                        new NewItem("a", "{}", new NewItem.Dropped("no primary XML document")),
                        Items.item("b"),
                        new NewItem("c", "{}", new NewItem.Unreadable("no header"))),
                Optional.empty());

        Tally tally = jobs.find(job).orElseThrow().tally();
        assertEquals(new Tally.Ended(0, 1, 1, 0), tally.ended());
        assertEquals(1, tally.waiting());
        List<Result> results = new ResultStore(database.source()).next(ResultQuery.of(job), 10);
        assertEquals(1, results.size());
        assertEquals(Optional.of("no header"), results.getFirst().error());
    }

    @Test
    void aJobEndsWhenItIsSealedAndItsLastItemHasEnded() {
        JobId job = jobs.create(NewJob.open(Items.job())).id();
        jobs.add(job, Items.items(1), Optional.empty());
        queue.record(List.of(Items.answered(claimOne())));
        JobState before = jobs.find(job).orElseThrow().state();
        time.advance(Duration.ofSeconds(3));

        jobs.seal(job);

        assertEquals(JobState.RUNNING, before);
        Job ended = jobs.find(job).orElseThrow();
        assertEquals(JobState.COMPLETED, ended.state());
        assertEquals(Optional.of(time.instant()), ended.times().finished());
    }

    @Test
    void aJobWithoutItemsIsCompleteOnceItIsSealed() {
        JobId job = jobs.create(NewJob.open(Items.job())).id();

        jobs.seal(job);

        assertEquals(JobState.COMPLETED, jobs.find(job).orElseThrow().state());
    }

    @Test
    void aJobOfWhichNothingWasAnsweredHasFailed() {
        JobId job = jobs.create(NewJob.whole(Items.job(), Items.items(1))).id();

        queue.record(List.of(Items.failed(claimOne(), "context overflow")));

        assertEquals(JobState.FAILED, jobs.find(job).orElseThrow().state());
    }

    @Test
    void aCancelledJobTakesNoItemsAndWaitsForItsRunningOnes() {
        JobId job = jobs.create(NewJob.open(Items.job())).id();
        jobs.add(job, Items.items(3), Optional.empty());
        Claim running = claimOne();

        Job cancelling = jobs.cancel(job).orElseThrow();

        assertEquals(JobState.CANCELLING, cancelling.state());
        assertEquals(new Tally.Ended(0, 0, 0, 2), cancelling.tally().ended());
        assertEquals(List.of(job), new DueJobs(database.source(), time).cancelling());
        assertFalse(jobs.add(job, Items.items(9), Optional.empty()));
        assertEquals(List.of(), queue.claim(Items.MODEL, 10, 1));
        queue.record(List.of(new Finished(running.ref(), new Outcome.Cancelled())));
        assertEquals(JobState.CANCELLED, jobs.find(job).orElseThrow().state());
    }

    @Test
    void aResultThatArrivesWhileTheJobIsBeingCancelledIsKept() {
        JobId job = jobs.create(NewJob.whole(Items.job(), Items.items(2))).id();
        Claim running = claimOne();
        jobs.cancel(job);

        queue.record(List.of(Items.answered(running)));

        Job ended = jobs.find(job).orElseThrow();
        assertEquals(JobState.CANCELLED, ended.state());
        assertEquals(new Tally.Ended(1, 0, 0, 1), ended.tally().ended());
    }

    @Test
    void cancellingAFinishedJobChangesNothing() {
        JobId job = jobs.create(NewJob.whole(Items.job(), Items.items(1))).id();
        queue.record(List.of(Items.answered(claimOne())));
        Job before = jobs.find(job).orElseThrow();

        Job after = jobs.cancel(job).orElseThrow();

        assertEquals(before, after);
    }

    @Test
    void thereIsNoJobToCancelUnderAnUnknownId() {
        JobId unknown = JobId.parse("01942d5a-0000-7000-8000-000000000000").orElseThrow();

        assertEquals(Optional.empty(), jobs.cancel(unknown));
        assertEquals(Optional.empty(), jobs.find(unknown));
        assertFalse(jobs.add(unknown, Items.items(1), Optional.empty()));
    }

    @Test
    void jobsAreListedFromTheNewestPageByPage() {
        JobId first = create();
        JobId second = create();
        JobId third = create();

        List<JobId> page = ids(jobs.newest(2, Optional.empty()));
        List<JobId> next = ids(jobs.newest(2, Optional.of(page.getLast())));

        assertEquals(List.of(third, second), page);
        assertEquals(List.of(first), next);
    }

    @Test
    void onlyFinishedJobsAreForgotten() {
        JobId open = create();
        JobId ended = create();
        jobs.cancel(ended);
        time.advance(Duration.ofDays(30));
        JobId recent = create();
        jobs.cancel(recent);

        int forgotten = jobs.forget(time.instant().minus(Duration.ofDays(7)));

        assertEquals(1, forgotten);
        assertEquals(List.of(recent, open), ids(jobs.newest(10, Optional.empty())));
    }

    @Test
    void aSourceIsReadByOneOwnerAndByTheNextOnceItsLeaseHasEnded() {
        JobId job = jobs.create(NewJob.open(Items.job())).id();

        Optional<Job> first = jobs.adopt("test", "here/1", Set.of());
        Optional<Job> whileAlive = jobs.adopt("test", "there/1", Set.of());
        database.ageLeases(Duration.ofHours(1));
        Optional<Job> afterDeath = jobs.adopt("test", "there/1", Set.of());

        assertEquals(Optional.of(job), first.map(Job::id));
        assertEquals(Optional.empty(), whileAlive);
        assertEquals(Optional.of(job), afterDeath.map(Job::id));
    }

    @Test
    void aSealedJobHasNoSourceToRead() {
        jobs.create(NewJob.whole(Items.job(), Items.items(1)));

        assertEquals(Optional.empty(), jobs.adopt("test", "here/1", Set.of()));
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsNamed() {
        SeveredDataSource severed = new SeveredDataSource(database.source());
        severed.sever();

        DatabaseFailure failure =
                assertThrows(
                        DatabaseFailure.class,
                        () -> new JobStore(severed, time).newest(1, Optional.empty()));

        assertEquals("database: connection severed (SQL state 08006)", failure.getMessage());
    }

    private JobId create() {
        time.advance(Duration.ofMillis(1));
        return jobs.create(NewJob.whole(Items.job(), Items.items(1))).id();
    }

    private static List<JobId> ids(List<Job> jobs) {
        return jobs.stream().map(Job::id).toList();
    }

    private Claim claimOne() {
        return queue.claim(Items.MODEL, 1, 1).getFirst();
    }
}
