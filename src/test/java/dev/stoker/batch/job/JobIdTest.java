package dev.stoker.batch.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JobIdTest {
    private static final Instant NOON = Instant.parse("2025-01-02T12:00:00Z");

    @Test
    void idsSortByTheMomentOfCreation() {
        Random random = new Random(7);
        JobId earlier = JobId.at(NOON, random);
        JobId later = JobId.at(NOON.plusMillis(1), random);

        assertTrue(earlier.compareTo(later) < 0, () -> earlier + " before " + later);
    }

    @Test
    void anIdIsAUuidOfVersion7() {
        JobId id = JobId.at(NOON, new Random(7));

        assertEquals(7, id.value().version());
        assertEquals(2, id.value().variant());
        assertEquals(NOON.toEpochMilli(), id.value().getMostSignificantBits() >>> 16);
    }

    @Test
    void onlyWholeIdsAreRead() {
        String text = "01942d5a-0000-7000-8000-000000000000";

        assertEquals(Optional.of(text), JobId.parse(text).map(JobId::toString));
        assertEquals(Optional.empty(), JobId.parse("1-1-1-1-1"));
        assertEquals(Optional.empty(), JobId.parse("01942d5a-0000-7000-8000-00000000000g"));
        assertEquals(Optional.empty(), JobId.parse("'; DROP TABLE job; --"));
    }
}
