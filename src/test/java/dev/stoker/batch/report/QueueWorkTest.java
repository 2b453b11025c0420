package dev.stoker.batch.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.batch.job.Claim;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.NewJob;
import dev.stoker.batch.job.TimeShares;
import dev.stoker.batch.job.TimeShares.Brake;
import dev.stoker.batch.queue.ItemQueue;
import dev.stoker.batch.queue.JobStore;
import dev.stoker.batch.queue.Lease;
import dev.stoker.batch.report.QueueWork.Backlog;
import dev.stoker.testkit.Items;
import dev.stoker.testkit.MovableTime;
import dev.stoker.testkit.QueueDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QueueWorkTest {
    /// In the past, as the database's own clock tells the age of jobs.
    private final MovableTime time = new MovableTime();

    private final QueueDatabase database = QueueDatabase.fresh();
    private final JobStore jobs = new JobStore(database.source(), time);
    private final SpentTimes times = new SpentTimes(database.source());
    private final ItemQueue queue =
            new ItemQueue(
                    database.source(), time, new Lease("here", "here/1", Duration.ofDays(365)));
    private final QueueWork work = new QueueWork(database.source());

    @AfterEach
    void close() {
        database.close();
    }

    private JobId whole(int items) {
        return jobs.create(NewJob.whole(Items.job(), Items.items(items))).id();
    }

    private void answer(int items) {
        List<Claim> claims = queue.claim(Items.MODEL, items, 2);
        time.advance(Duration.ofSeconds(60));
        queue.record(claims.stream().map(Items::answered).toList());
    }

    private Backlog only() {
        List<Backlog> backlogs = work.backlogs();
        assertEquals(1, backlogs.size());
        return backlogs.getFirst();
    }

    @Test
    void anEmptyQueueIsNoWork() {
        assertEquals(List.of(), work.backlogs());
    }

    @Test
    void anItemCountsASecondWhileNothingIsKnown() {
        whole(30);

        assertEquals(30, only().items());
        assertEquals(Duration.ofSeconds(30), only().work());
        assertTrue(only().age().isPositive());
    }

    @Test
    void aFinishedJobIsNoWork() {
        whole(3);
        queue.open();

        answer(3);

        assertEquals(List.of(), work.backlogs());
    }

    @Test
    void theRestTakesAsLongAsThePaceSoFarSays() {
        whole(10);
        queue.open();
        answer(10);
        whole(40);

        times.add(Items.MODEL, spent(20), Instant.EPOCH);

        assertEquals(40, only().items());
        assertEquals(80.0, only().work().toMillis() * 1e-3, 4.0);
    }

    /// Both were given the whole time, of which there was only one.
    @Test
    void theTimeOfJobsSideBySideCountsOnce() {
        whole(10);
        whole(10);
        queue.open();
        answer(20);
        times.add(Items.MODEL, spent(20), Instant.EPOCH);

        whole(40);

        assertEquals(40.0, only().work().toMillis() * 1e-3, 2.0);
    }

    @Test
    void aJobWhoseSourceIsStillReadIsWorkForAMinuteAtLeast() {
        jobs.create(NewJob.open(Items.job()));

        assertEquals(0, only().items());
        assertEquals(Duration.ofMinutes(1), only().work());
    }

    private static TimeShares spent(double seconds) {
        return new TimeShares(Map.of(Brake.NONE, seconds));
    }
}
