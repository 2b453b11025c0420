package dev.stoker.ops.trend;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import java.util.Collection;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/// Times of a kind since the start, counted in buckets.
///
/// @param bounds upper bounds of the buckets in seconds, rising
/// @param counts how many took at most as long as the bound of the same index
@SuppressWarnings("ArrayRecordComponent") // never compared, and read many times
record Latency(double[] bounds, double[] counts) {
    static final Latency NONE = new Latency(new double[0], new double[0]);

    /// All timers together; those without a histogram tell nothing.
    static Latency of(Collection<Timer> timers) {
        return timers.stream().map(Latency::of).reduce(NONE, Latency::plus);
    }

    private static Latency of(Timer timer) {
        CountAtBucket[] buckets = timer.takeSnapshot().histogramCounts();
        double[] bounds = new double[buckets.length];
        double[] counts = new double[buckets.length];
        for (int i = 0; i < buckets.length; i++) {
            bounds[i] = buckets[i].bucket(TimeUnit.SECONDS);
            counts[i] = buckets[i].count();
        }
        return new Latency(bounds, counts);
    }

    /// Timers of one name have the same bounds; one without any is the only other case.
    private Latency plus(Latency other) {
        if (bounds.length == 0 || other.bounds.length == 0) {
            return bounds.length == 0 ? other : this;
        }
        return folded(other, 1);
    }

    /// What was counted after the other, which was read earlier.
    Latency since(Latency earlier) {
        return earlier.bounds.length == 0 ? this : folded(earlier, -1);
    }

    private Latency folded(Latency other, int sign) {
        double[] folded = counts.clone();
        for (int i = 0; i < Math.min(folded.length, other.counts.length); i++) {
            folded[i] += sign * other.counts[i];
        }
        return new Latency(bounds, folded);
    }

    /// The time that so many of all took at most, in seconds; empty when nothing was counted.
    /// Within a bucket the times count as evenly spread, and what is above all bounds as the last
    /// of them.
    ///
    /// @param share 0 to 1
    OptionalDouble quantile(double share) {
        double all = counts.length == 0 ? 0 : counts[counts.length - 1];
        if (all <= 0) {
            return OptionalDouble.empty();
        }
        double rank = share * all;
        int bucket = 0;
        while (counts[bucket] < rank) {
            bucket++;
        }
        double below = bucket == 0 ? 0 : counts[bucket - 1];
        double lower = bucket == 0 ? 0 : bounds[bucket - 1];
        if (Double.isInfinite(bounds[bucket])) {
            return OptionalDouble.of(lower);
        }
        double within = (rank - below) / Math.max(1, counts[bucket] - below);
        return OptionalDouble.of(lower + within * (bounds[bucket] - lower));
    }
}
