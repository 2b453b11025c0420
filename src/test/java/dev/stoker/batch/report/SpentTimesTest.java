package dev.stoker.batch.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.NewJob;
import dev.stoker.batch.job.TimeShares;
import dev.stoker.batch.job.TimeShares.Brake;
import dev.stoker.batch.queue.JobStore;
import dev.stoker.testkit.Items;
import dev.stoker.testkit.MovableTime;
import dev.stoker.testkit.QueueDatabase;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SpentTimesTest {
    private static final TimeShares SECOND =
            new TimeShares(Map.of(Brake.NONE, 0.75, Brake.PARSER, 0.25));

    private final MovableTime time = new MovableTime();
    private final QueueDatabase database = QueueDatabase.fresh();
    private final JobStore jobs = new JobStore(database.source(), time);
    private final SpentTimes times = new SpentTimes(database.source());

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void theTimeSpentIsKeptForEachUnfinishedJobOfTheModel() {
        JobId whole = jobs.create(NewJob.whole(Items.job(), Items.items(5))).id();
        JobId open = jobs.create(NewJob.open(Items.job())).id();

        times.add(Items.MODEL, SECOND, time.instant());
        times.add(Items.MODEL, SECOND, time.instant());
        times.add("other", SECOND, time.instant());

        assertEquals(
                Map.of(Brake.NONE, 1.5, Brake.ENDING, 0.5),
                times.of(whole).seconds(),
                "a job that has all its items does not wait for a parser");
        assertEquals(Map.of(Brake.NONE, 1.5, Brake.PARSER, 0.5), times.of(open).seconds());
        assertEquals(0.25, times.of(open).share(Brake.PARSER));
    }

    @Test
    void aJobThatHasEndedLongAgoSpendsNoTime() {
        JobId ended = jobs.create(NewJob.whole(Items.job(), Items.items(1))).id();
        jobs.cancel(ended);
        time.advance(Duration.ofSeconds(5));

        times.add(Items.MODEL, SECOND, time.instant());

        assertTrue(times.of(ended).seconds().isEmpty());
    }
}
