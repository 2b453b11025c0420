package dev.stoker.ops.trend;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The readings of the last minutes, the oldest first; written by one, read by many.
final class Trend {
    /// Between two readings.
    static final Duration STEP = Duration.ofSeconds(5);

    /// How far back it remembers.
    static final Duration REACH = Duration.ofMinutes(15);

    private static final int MOST = (int) REACH.dividedBy(STEP) + 1;

    private volatile List<Reading> readings = List.of();

    void add(Reading reading) {
        List<Reading> longer = new ArrayList<>(readings);
        longer.add(reading);
        readings = List.copyOf(longer.subList(Math.max(0, longer.size() - MOST), longer.size()));
    }

    List<Reading> readings() {
        return readings;
    }
}
