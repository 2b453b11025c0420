package dev.stoker.edgar.select;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;

/// The days of a lookback, in Eastern Time, where the SEC's days begin and end.
public final class LookbackDays {
    private static final ZoneId EASTERN = ZoneId.of("America/New_York");

    private LookbackDays() {}

    public static LocalDate today(InstantSource time) {
        return LocalDate.ofInstant(time.instant(), EASTERN);
    }

    /// The last `lookback` days, today among them and first.
    public static List<LocalDate> ending(LocalDate todayEastern, int lookback) {
        if (lookback < 1) {
            throw new IllegalArgumentException("lookback must be positive: " + lookback);
        }
        return IntStream.range(0, lookback).mapToObj(todayEastern::minusDays).toList();
    }
}
