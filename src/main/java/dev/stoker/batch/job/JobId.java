package dev.stoker.batch.job;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Names a job; ids sort by the moment of creation (UUID version 7).
public record JobId(UUID value) implements Comparable<JobId> {
    private static final int LENGTH = 36;
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    public static JobId at(Instant created, RandomGenerator random) {
        long high = created.toEpochMilli() << 16 | VERSION_7 | (random.nextLong() & 0xFFFL);
        long low = random.nextLong() >>> 2 | VARIANT;
        return new JobId(new UUID(high, low));
    }

    /// Empty when the text is no id.
    public static Optional<JobId> parse(String text) {
        // UUID.fromString also takes shortened forms, which would give one job many addresses.
        if (text.length() != LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(new JobId(UUID.fromString(text)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    @Override
    public int compareTo(JobId other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
