package dev.stoker.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stoker.batch.feed.Bell;
import dev.stoker.batch.feed.FeedLine;
import dev.stoker.batch.feed.FeedSettings;
import dev.stoker.batch.feed.Feeders;
import dev.stoker.batch.feed.Recorder;
import dev.stoker.batch.file.FileStore;
import dev.stoker.batch.job.Job;
import dev.stoker.batch.job.JobState;
import dev.stoker.batch.job.NewJob;
import dev.stoker.batch.queue.DueJobs;
import dev.stoker.batch.queue.ItemQueue;
import dev.stoker.batch.queue.JobStore;
import dev.stoker.batch.queue.Lease;
import dev.stoker.batch.report.SpentTimes;
import dev.stoker.testkit.Items;
import dev.stoker.testkit.MovableTime;
import dev.stoker.testkit.QueueDatabase;
import dev.stoker.testkit.ScriptedEngine;
import dev.stoker.testkit.SeveredDataSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UpkeepTest {
    private static final Duration LEASE = Duration.ofHours(1);

    private final MovableTime time = new MovableTime();
    private final QueueDatabase database = QueueDatabase.fresh();
    private final SeveredDataSource connection = new SeveredDataSource(database.source());
    private final JobStore jobs = new JobStore(connection, time);
    private final ItemQueue queue = queue("here");
    private final ScriptedEngine engine = new ScriptedEngine("none of the jobs' models");
    private final Feeders feeders =
            new Feeders(
                    new FeedLine(
                            queue,
                            new Recorder(queue, recorded -> {}),
                            engine.access(),
                            FeedSettings.DEFAULT,
                            new FeedLine.Clockwork(time, new Bell())));
    private final Upkeep upkeep =
            new Upkeep(
                    queue,
                    new Upkeep.Tables(
                            jobs,
                            new DueJobs(connection, time),
                            new SpentTimes(connection),
                            new FileStore(database.source(), time, Duration.ofDays(7))),
                    feeders,
                    Duration.ofDays(7),
                    time);

    @BeforeEach
    void open() {
        queue.open();
    }

    @AfterEach
    void close() throws InterruptedException {
        feeders.close();
        database.close();
    }

    @Test
    void itemsOfADeadReplicaComeBack() {
        Job job = jobs.create(NewJob.whole(Items.job(), Items.items(3)));
        ItemQueue dead = queue("there");
        dead.open();
        dead.claim(Items.MODEL, 3, 1);
        database.ageLeases(LEASE);

        upkeep.once();

        assertEquals(3, jobs.find(job.id()).orElseThrow().tally().waiting());
    }

    @Test
    void itemsThatComeBackIntoACancelledJobAreCancelled() {
        Job job = jobs.create(NewJob.whole(Items.job(), Items.items(3)));
        ItemQueue dead = queue("there");
        dead.open();
        dead.claim(Items.MODEL, 3, 1);
        jobs.cancel(job.id());
        JobState before = jobs.find(job.id()).orElseThrow().state();
        database.ageLeases(LEASE);

        upkeep.once();

        assertEquals(JobState.CANCELLING, before);
        assertEquals(JobState.CANCELLED, jobs.find(job.id()).orElseThrow().state());
    }

    @Test
    void finishedJobsAreForgottenAfterAWeekAndOpenOnesNever() {
        Job open = jobs.create(NewJob.whole(Items.job(), Items.items(1)));
        Job ended = jobs.create(NewJob.whole(Items.job(), Items.items(1)));
        jobs.cancel(ended.id());
        time.advance(Duration.ofDays(7));
        upkeep.once();
        int before = jobs.newest(10, Optional.empty()).size();
        time.advance(Duration.ofMinutes(2));

        upkeep.once();

        assertEquals(2, before);
        assertEquals(
                List.of(open.id()),
                jobs.newest(10, Optional.empty()).stream().map(Job::id).toList());
    }

    @Test
    void aSecondWithoutAJobIsOneQuestion() {
        upkeep.once();
        int before = connection.opened();
        time.advance(Duration.ofSeconds(1));

        upkeep.once();

        assertEquals(1, connection.opened() - before);
    }

    @Test
    void aSourceThatIsNotReadToItsEndIsTold() {
        jobs.create(NewJob.open(Items.job()));

        Set<String> unread = upkeep.once();

        assertEquals(Set.of(Items.job().kind()), unread);
    }

    @Test
    void whatIsReadToItsEndIsNotTold() {
        jobs.create(NewJob.whole(Items.job(), Items.items(1)));

        Set<String> unread = upkeep.once();

        assertEquals(Set.of(), unread);
    }

    @Test
    void aDatabaseThatFailsForAWhileIsLivedThrough() {
        connection.sever();
        upkeep.once();
        connection.mend();

        upkeep.once();

        assertEquals(List.of(), new DueJobs(connection, time).cancelling());
    }

    private ItemQueue queue(String instance) {
        return new ItemQueue(connection, time, new Lease(instance, instance + "/1", LEASE));
    }
}
