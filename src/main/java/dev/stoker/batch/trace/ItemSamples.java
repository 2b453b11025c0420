package dev.stoker.batch.trace;

import dev.stoker.batch.job.Claim;
import dev.stoker.batch.job.JobId;
import java.util.LinkedHashMap;
import java.util.Map;

/// Which items of a job are traced: its first ones, a share of the others, those that took longer
/// than every one before them, and the first that failed.
///
/// Of 50,000 items in any order about eleven are slower than all before: whichever is the slowest
/// in the end is among them.
final class ItemSamples {
    private static final int FIRST = 100;
    private static final int MOST_FAILURES = 100;
    private static final int MOST_JOBS = 1024;
    private static final double LONGS = 0x1p53;

    private final double ratio;

    // guarded by itself; the job that was used longest ago goes first
    private final Map<JobId, Seen> jobs = new LinkedHashMap<>(16, 0.75f, true);

    /// What was seen of one job, by this Stoker.
    private static final class Seen {
        private long slowest;
        private int failures;
    }

    ItemSamples(double ratio) {
        if (!(ratio >= 0 && ratio <= 1)) {
            throw new IllegalArgumentException("traces.item-ratio must be from 0 to 1: " + ratio);
        }
        this.ratio = ratio;
    }

    /// The same for every handing-out of the item, by whichever Stoker.
    boolean isChosen(Claim.Ref item) {
        return item.sequence() <= FIRST || share(item) < ratio;
    }

    /// Evenly from 0 to 1.
    private static double share(Claim.Ref item) {
        long mixed =
                (item.sequence() ^ item.job().value().getLeastSignificantBits())
                        * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
        return ((mixed ^ (mixed >>> 32)) >>> 11) / LONGS;
    }

    /// @param took in nanoseconds
    /// @return whether no earlier item of the job took as long
    boolean note(Claim.Ref item, long took) {
        synchronized (jobs) {
            Seen seen = seen(item.job());
            boolean slowest = took > seen.slowest;
            seen.slowest = Math.max(seen.slowest, took);
            return slowest;
        }
    }

    /// Whether one more failed item of that job may be told.
    boolean takesFailure(JobId job) {
        synchronized (jobs) {
            return seen(job).failures++ < MOST_FAILURES;
        }
    }

    private Seen seen(JobId job) {
        Seen seen = jobs.computeIfAbsent(job, _ -> new Seen());
        if (jobs.size() > MOST_JOBS) {
            jobs.remove(jobs.keySet().iterator().next());
        }
        return seen;
    }
}
