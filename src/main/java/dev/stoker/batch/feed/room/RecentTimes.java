package dev.stoker.batch.feed.room;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// How long the same thing took the last times, in nanoseconds.
///
/// @param times the newest at the end
record RecentTimes(List<Long> times) {
    static final RecentTimes NONE = new RecentTimes(List.of());
    private static final int KEPT = 16;

    RecentTimes and(long time) {
        List<Long> all = new ArrayList<>(times);
        all.add(time);
        return new RecentTimes(
                List.copyOf(all.subList(Math.max(0, all.size() - KEPT), all.size())));
    }

    /// Empty before the first.
    OptionalLong longest() {
        return times.stream().mapToLong(Long::longValue).max();
    }

    /// As many took longer as took less; empty before the first.
    OptionalLong median() {
        return times.stream()
                .mapToLong(Long::longValue)
                .sorted()
                .skip(times.size() / 2)
                .findFirst();
    }
}
