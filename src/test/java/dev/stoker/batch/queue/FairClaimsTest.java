package dev.stoker.batch.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stoker.batch.job.Claim;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.NewJob;
import dev.stoker.testkit.Items;
import dev.stoker.testkit.MovableTime;
import dev.stoker.testkit.QueueDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FairClaimsTest {
    private final MovableTime time = new MovableTime();
    private final QueueDatabase database = QueueDatabase.fresh();
    private final JobStore jobs = new JobStore(database.source(), time);
    private final ItemQueue queue =
            new ItemQueue(
                    database.source(), time, new Lease("here", "here/1", Duration.ofSeconds(15)));

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aSmallJobIsNotBehindALargeOneThatCameBefore() {
        JobId large = create(1_000);
        time.advance(Duration.ofMinutes(1));
        JobId small = create(10);

        Map<JobId, Long> claimed = byJob(queue.claim(Items.MODEL, 20, 1));

        assertEquals(Map.of(large, 10L, small, 10L), claimed);
    }

    @Test
    void whatOneJobDoesNotFillOfItsShareGoesToTheOthers() {
        JobId large = create(1_000);
        JobId small = create(3);

        Map<JobId, Long> claimed = byJob(queue.claim(Items.MODEL, 64, 1));

        assertEquals(Map.of(large, 61L, small, 3L), claimed);
    }

    @Test
    void moreJobsThanAClaimHasItemsTakeTurns() {
        Set<JobId> all =
                IntStream.range(0, 40)
                        .mapToObj(_ -> create(50))
                        .collect(Collectors.toCollection(TreeSet::new));

        Set<JobId> served = new TreeSet<>();
        for (int i = 0; i < 3; i++) {
            served.addAll(byJob(queue.claim(Items.MODEL, 16, 1)).keySet());
        }

        assertEquals(all, served);
    }

    @Test
    void fewerItemsThanJobsAreStillDealtInTurns() {
        create(50);
        create(50);
        create(50);

        long jobsServed =
                IntStream.range(0, 3)
                        .mapToObj(_ -> queue.claim(Items.MODEL, 1, 1).getFirst().ref().job())
                        .distinct()
                        .count();

        assertEquals(3, jobsServed);
    }

    private JobId create(int items) {
        return jobs.create(NewJob.whole(Items.job(), Items.items(items))).id();
    }

    private static Map<JobId, Long> byJob(List<Claim> claims) {
        return claims.stream()
                .collect(Collectors.groupingBy(claim -> claim.ref().job(), Collectors.counting()));
    }
}
