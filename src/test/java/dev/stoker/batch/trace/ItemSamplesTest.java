package dev.stoker.batch.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.batch.job.Claim;
import dev.stoker.batch.job.JobId;
import java.time.Instant;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ItemSamplesTest {
    private static final int ITEMS = 50_000;

    private final JobId job = JobId.at(Instant.EPOCH, new Random(1));

    @Test
    void ofALargeJobTheFirstHundredAndItsShareAreChosen() {
        ItemSamples samples = new ItemSamples(0.01);

        long chosen =
                LongStream.rangeClosed(1, ITEMS).filter(i -> samples.isChosen(item(i))).count();

        assertTrue(chosen > 100 + 400 && chosen < 100 + 600, () -> chosen + " chosen");
        assertTrue(LongStream.rangeClosed(1, 100).allMatch(i -> samples.isChosen(item(i))));
    }

    @Test
    void everyHandingOutOfAnItemIsChosenAlikeByEveryStoker() {
        for (long i = 1; i < 1_000; i++) {
            assertEquals(
                    new ItemSamples(0.1).isChosen(new Claim.Ref(job, i, 1)),
                    new ItemSamples(0.1).isChosen(new Claim.Ref(job, i, 5)));
        }
    }

    @Test
    void theSlowestItemIsAlwaysToldAndFewOthersAre() {
        ItemSamples samples = new ItemSamples(0);
        Random times = new Random(7);
        long slowest = 0;
        boolean toldOfSlowest = false;
        int told = 0;

        for (long i = 1; i <= ITEMS; i++) {
            long took = times.nextLong(1, 1_000_000_000);
            boolean tells = samples.note(item(i), took);
            told += tells ? 1 : 0;
            if (took > slowest) {
                slowest = took;
                toldOfSlowest = tells;
            }
        }

        assertTrue(toldOfSlowest);
        assertTrue(told < 40, told + " told");
    }

    @Test
    void aJobInWhichEverythingFailsTellsOfAHundred() {
        ItemSamples samples = new ItemSamples(0);

        long told = LongStream.range(0, ITEMS).filter(_ -> samples.takesFailure(job)).count();

        assertEquals(100, told);
        assertTrue(samples.takesFailure(JobId.at(Instant.EPOCH, new Random(2))));
    }

    @Test
    void aRatioOutsideOfItsBoundsIsRefused() {
        var problem = assertThrows(IllegalArgumentException.class, () -> new ItemSamples(2));

        assertTrue(String.valueOf(problem.getMessage()).contains("2.0"));
        assertFalse(new ItemSamples(0).isChosen(item(101)));
    }

    private Claim.Ref item(long sequence) {
        return new Claim.Ref(job, sequence, 1);
    }
}
