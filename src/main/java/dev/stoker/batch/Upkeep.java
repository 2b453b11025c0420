package dev.stoker.batch;

import static java.lang.System.Logger.Level.INFO;

import dev.stoker.batch.feed.Feeders;
import dev.stoker.batch.feed.Outage;
import dev.stoker.batch.file.FileStore;
import dev.stoker.batch.job.Job;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.TimeShares;
import dev.stoker.batch.queue.DueJobs;
import dev.stoker.batch.queue.ItemQueue;
import dev.stoker.batch.queue.JobStore;
import dev.stoker.batch.queue.OpenJobs;
import dev.stoker.batch.report.SpentTimes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;

/// The regular chores of a queue: take back what dead holders left, interrupt cancelled jobs,
/// forget old ones, see that each model has its feeder and each source its reader.
///
/// While no job is unfinished there is nothing to take back, to interrupt or to feed: then each
/// time costs one short question.
final class Upkeep {
    private static final System.Logger LOG = System.getLogger(Upkeep.class.getName());
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration FORGET_EVERY = Duration.ofMinutes(1);

    private final ItemQueue queue;
    private final JobStore jobs;
    private final DueJobs due;
    private final SpentTimes times;
    private final FileStore files;
    private final Feeders feeders;
    private final Duration retention;
    private final InstantSource clock;
    private final Outage outage = new Outage("upkeep");
    private Instant lastTold;
    private Instant nextForget = Instant.EPOCH;
    private OpenJobs known = OpenJobs.NONE;

    /// The tables it looks after, besides the line of items.
    record Tables(JobStore jobs, DueJobs due, SpentTimes times, FileStore files) {}

    /// @param retention how long a finished job and its results are kept
    Upkeep(
            ItemQueue queue,
            Tables tables,
            Feeders feeders,
            Duration retention,
            InstantSource clock) {
        this.queue = queue;
        this.jobs = tables.jobs();
        this.due = tables.due();
        this.times = tables.times();
        this.files = tables.files();
        this.feeders = feeders;
        this.retention = retention;
        this.clock = clock;
        this.lastTold = clock.instant();
    }

    /// Does them every second, and at once when there is an order.
    Regularly regularly(Bells bells) {
        return new Regularly(
                "batch-upkeep", () -> bells.ringSources(once()), PAUSE, bells.orders());
    }

    /// Does them all once; a database that fails is told of, and asked again next time.
    ///
    /// @return kinds of jobs whose sources may be without a reader
    Set<String> once() {
        try {
            OpenJobs before = known;
            known = queue.openJobs();
            if (!known.isEmpty()) {
                takeBack();
                interruptCancelled();
            }
            feeders.ensure(known.models());
            tellTime(!known.isEmpty() || !before.isEmpty());
            forget();
            outage.passed();
            return known.unsealed();
        } catch (RuntimeException e) {
            outage.failed(e);
            return Set.of();
        }
    }

    private void takeBack() {
        int items = queue.reclaim();
        if (items > 0) {
            LOG.log(INFO, "items of silent holders taken back items={0}", items);
        }
    }

    private void interruptCancelled() {
        due.late().forEach(job -> jobs.end(job, Job.Ending.EXPIRED));
        for (JobId job : due.cancelling()) {
            // Again, for items that came back into the line after it was cancelled.
            jobs.cancel(job);
            feeders.interrupt(job);
        }
    }

    private void tellTime(boolean toJobs) {
        Instant since = lastTold;
        lastTold = clock.instant();
        Map<String, TimeShares> spent = feeders.spent();
        if (toJobs) {
            spent.forEach((model, shares) -> times.add(model, shares, since));
        }
    }

    private void forget() {
        Instant now = clock.instant();
        if (now.isBefore(nextForget)) {
            return;
        }
        nextForget = now.plus(FORGET_EVERY);
        int forgotten = jobs.forget(now.minus(retention));
        int expired = files.forget();
        if (expired > 0) {
            LOG.log(INFO, "expired files forgotten files={0}", expired);
        }
        if (forgotten > 0) {
            LOG.log(INFO, "expired jobs forgotten jobs={0} retention={1}", forgotten, retention);
        }
    }
}
