package dev.stoker.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.batch.job.Job;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.JobState;
import dev.stoker.batch.job.NewJob;
import dev.stoker.batch.job.Result;
import dev.stoker.batch.job.Tally;
import dev.stoker.testkit.BatchFixture;
import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.Items;
import dev.stoker.testkit.ScriptedEngine;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CrashTest {
    private static final int ITEMS = 2_000;
    private static final int KILLS = 12;

    private final BatchFixture fixture = new BatchFixture().withLease(Duration.ofMinutes(5));
    private final ScriptedEngine engine =
            new ScriptedEngine(Items.MODEL).withSlots(32).taking(Duration.ofMillis(10));
    private final Random random = new Random(42);

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void everyItemIsInTheResultsOnceAfterKillsAtRandomPoints() {
        Batch batch = fixture.start("here", engine);
        JobId job = batch.jobs().submit(NewJob.whole(Items.job(), Items.items(ITEMS))).id();

        for (int kill = 1; kill <= KILLS; kill++) {
            awaitDone(batch, job, (ITEMS - 300) * kill / KILLS + random.nextInt(40));
            batch = killSomething(batch);
        }

        Job ended = BatchFixture.awaitEnd(batch, job);
        assertEquals(JobState.COMPLETED, ended.state());
        assertEquals(new Tally.Ended(ITEMS, 0, 0, 0), ended.tally().ended());
        Set<String> keys = new HashSet<>();
        for (Result result : BatchFixture.results(batch, job)) {
            assertTrue(keys.add(result.subject().key()), () -> "twice: " + result.subject());
        }
        assertEquals(ITEMS, keys.size());
    }

    private Batch killSomething(Batch batch) {
        return switch (random.nextInt(3)) {
            case 0 -> {
                engine.die();
                engine.comeBack();
                yield batch;
            }
            case 1 -> {
                fixture.kill();
                yield fixture.start("here", engine);
            }
            default -> {
                batch.close();
                yield fixture.start("here", engine);
            }
        };
    }

    private static void awaitDone(Batch batch, JobId job, long items) {
        Eventually.holds(
                () -> batch.jobs().find(job).orElseThrow().tally().ended().count() >= items);
    }
}
