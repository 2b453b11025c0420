package dev.stoker.batch.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.NewJob;
import dev.stoker.batch.job.TimeShares;
import dev.stoker.batch.job.TimeShares.Brake;
import dev.stoker.batch.queue.JobStore;
import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.Items;
import dev.stoker.testkit.MovableTime;
import dev.stoker.testkit.QueueDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
    void twoReplicasThatTellAtOnceDoNotWaitForOneAnotherInACircle() throws Exception {
        JobId job = jobs.create(NewJob.whole(Items.job(), Items.items(1))).id();
        Map<Brake, Double> each = new EnumMap<>(Brake.class);
        List.of(Brake.NONE, Brake.ENGINE, Brake.DATABASE, Brake.CHAT, Brake.ENDING)
                .forEach(brake -> each.put(brake, 1.0));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection other = database.source().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute(add(job, Brake.NONE));
            Future<?> adding =
                    threads.submit(
                            () -> times.add(Items.MODEL, new TimeShares(each), time.instant()));
            Eventually.holds(this::someoneWaits);

            statement.execute(add(job, Brake.CHAT));
            statement.execute(add(job, Brake.ENDING));
            other.commit();

            adding.get();
            assertEquals(2.0, times.of(job).seconds().get(Brake.CHAT));
        }
    }

    private static String add(JobId job, Brake brake) {
        return "INSERT INTO job_time VALUES ('%s', '%s', 1)".formatted(job, brake.label());
    }

    /// By a connection of its own: within a transaction the view stays as it was first seen.
    private boolean someoneWaits() {
        try (Connection looking = database.source().getConnection();
                Statement statement = looking.createStatement();
                ResultSet waiting =
                        statement.executeQuery(
                                """
                                SELECT FROM pg_stat_activity
                                WHERE datname = current_database() AND wait_event_type = 'Lock'
                                """)) {
            return waiting.next();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
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
