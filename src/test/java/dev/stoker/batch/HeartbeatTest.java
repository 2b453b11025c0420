package dev.stoker.batch;

import static dev.stoker.testkit.Eventually.holds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.batch.job.NewJob;
import dev.stoker.batch.queue.ItemQueue;
import dev.stoker.batch.queue.JobStore;
import dev.stoker.batch.queue.Lease;
import dev.stoker.testkit.BatchFixture;
import dev.stoker.testkit.Items;
import dev.stoker.testkit.MovableTime;
import dev.stoker.testkit.ScriptedEngine;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
    private static final Duration LEASE = Duration.ofSeconds(1);

    private final BatchFixture fixture = new BatchFixture().withLease(LEASE);

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aBeatProlongsTheLease() {
        MovableTime time = new MovableTime();
        DataSource database = fixture.database().source();
        Duration hour = Duration.ofHours(1);
        var queue = new ItemQueue(database, time, new Lease("here", "here/1", hour));
        var other = new ItemQueue(database, time, new Lease("there", "there/1", hour));
        queue.open();
        new JobStore(database, time).create(NewJob.whole(Items.job(), Items.items(1)));
        queue.claim(Items.MODEL, 1, 1);
        fixture.database().ageLeases(hour.dividedBy(2));

        new Heartbeat(queue, time).beat();

        fixture.database().ageLeases(hour.dividedBy(2));
        assertEquals(0, other.reclaim());
    }

    @Test
    void aClockThatDiffersFromTheDatabasesIsSeen() {
        MovableTime time = new MovableTime();
        var queue =
                new ItemQueue(
                        fixture.database().source(), time, new Lease("here", "here/1", LEASE));
        Heartbeat right = new Heartbeat(queue, InstantSource.system());
        Heartbeat wrong =
                new Heartbeat(
                        queue, InstantSource.offset(InstantSource.system(), Duration.ofHours(1)));

        right.beat();
        wrong.beat();

        assertFalse(right.sawWrongClock());
        assertTrue(wrong.sawWrongClock());
    }

    @Test
    void theLeaseIsProlongedWhileAChoreTakesLong() throws SQLException {
        try (Connection connection = fixture.database().source().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            // whoever forgets expired files waits for this
            statement.execute("LOCK TABLE file IN ACCESS EXCLUSIVE MODE");
            fixture.start("here", new ScriptedEngine(Items.MODEL));
            OffsetDateTime first = leaseEnd();

            holds(() -> leaseEnd().isAfter(first.plus(LEASE.multipliedBy(4))));

            connection.rollback();
        }
    }

    private OffsetDateTime leaseEnd() {
        try (Connection connection = fixture.database().source().getConnection();
                Statement statement = connection.createStatement();
                ResultSet lease = statement.executeQuery("SELECT until FROM lease")) {
            lease.next();
            return lease.getObject("until", OffsetDateTime.class);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
