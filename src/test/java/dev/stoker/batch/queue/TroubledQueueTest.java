package dev.stoker.batch.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stoker.batch.database.DatabaseFailure;
import dev.stoker.batch.job.Claim;
import dev.stoker.batch.job.Job;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.JobState;
import dev.stoker.batch.job.NewJob;
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

/// Connections that break and replicas that fall silent at the worst moment: no item may stay in
/// hands that do not know of it.
class TroubledQueueTest {
    private static final Duration LEASE = Duration.ofHours(1);

    private final MovableTime time = new MovableTime();
    private final QueueDatabase database = QueueDatabase.fresh();
    private final SeveredDataSource connection = new SeveredDataSource(database.source());
    private final JobStore jobs = new JobStore(database.source(), time);
    private final ItemQueue queue =
            new ItemQueue(connection, time, new Lease("here", "here/1", LEASE));

    @BeforeEach
    void open() {
        queue.open();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void ofTwoFailuresOfOneItemThatOfItsPresentHolderCounts() {
        JobId job = create(1);
        Claim before = queue.claim(Items.MODEL, 1, 1).getFirst();
        ItemQueue other = new ItemQueue(connection, time, new Lease("there", "there/1", LEASE));
        database.ageLeases(LEASE);
        other.open();
        other.reclaim();
        queue.beat();
        Claim now = queue.claim(Items.MODEL, 1, 1).getFirst();

        queue.record(List.of(Items.failed(before, "the first try"), Items.failed(now, "no")));

        assertEquals(JobState.FAILED, jobs.find(job).orElseThrow().state());
    }

    @Test
    void aClaimSurvivesAConnectionThatBreaksRightBehindIt() {
        JobId job = create(3);
        connection.severAfter(1);

        List<Claim> claims = queue.claim(Items.MODEL, 3, 1);

        assertEquals(3, claims.size());
        connection.mend();
        queue.record(claims.stream().map(Items::answered).toList());
        assertEquals(JobState.COMPLETED, jobs.find(job).orElseThrow().state());
    }

    @Test
    void aDatabaseThatIsAwayIsStillToldOf() {
        create(1);
        connection.sever();

        assertThrows(DatabaseFailure.class, () -> queue.claim(Items.MODEL, 1, 1));
    }

    @Test
    void itemsOfAClaimWhoseCommitWasNotAnsweredAreTakenBack() {
        JobId job = create(3);
        Claim known = queue.claim(Items.MODEL, 1, 1).getFirst();
        connection.loseAnswerOfNextCommit();
        assertThrows(DatabaseFailure.class, () -> queue.claim(Items.MODEL, 2, 1));
        assertEquals(3, jobs.find(job).orElseThrow().tally().running());

        int items = queue.releaseUnknown(Items.MODEL);

        assertEquals(2, items);
        assertEquals(1, jobs.find(job).orElseThrow().tally().running());
        assertEquals(1, queue.record(List.of(Items.answered(known))).size());
        assertEquals(2, queue.claim(Items.MODEL, 3, 1).size());
    }

    @Test
    void whatIsKnownToBeHeldAndWhatOthersHoldIsNotTakenBack() {
        create(3);
        queue.claim(Items.MODEL, 2, 1);
        ItemQueue other =
                new ItemQueue(database.source(), time, new Lease("there", "there/1", LEASE));
        other.open();
        other.claim(Items.MODEL, 1, 1);

        assertEquals(0, queue.releaseUnknown(Items.MODEL));
        assertEquals(0, other.releaseUnknown(Items.MODEL));
    }

    @Test
    void aSourceThatWasTakenWithoutAnAnswerIsTakenAgain() {
        JobId job = jobs.create(NewJob.open(Items.job())).id();
        connection.loseAnswerOfNextCommit();
        JobStore unlucky = new JobStore(connection, time);
        assertThrows(DatabaseFailure.class, () -> unlucky.adopt("test", "here/1", Set.of()));

        Optional<JobId> again = unlucky.adopt("test", "here/1", Set.of()).map(Job::id);
        Optional<JobId> whileItIsRead = unlucky.adopt("test", "here/1", Set.of(job)).map(Job::id);

        assertEquals(Optional.of(job), again);
        assertEquals(Optional.empty(), whileItIsRead);
    }

    private JobId create(int items) {
        return jobs.create(NewJob.whole(Items.job(), Items.items(items))).id();
    }
}
