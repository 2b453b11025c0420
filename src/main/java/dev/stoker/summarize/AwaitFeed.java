package dev.stoker.summarize;

import static java.lang.System.Logger.Level.WARNING;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stoker.batch.Jobs;
import dev.stoker.batch.job.Job;
import dev.stoker.batch.job.JobId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Lets the time pass in which the Feed refuses everyone, and has the job say so.
final class AwaitFeed {
    private static final System.Logger LOG = System.getLogger(AwaitFeed.class.getName());
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final String NOTHING = "{}";

    private final Jobs jobs;
    private final InstantSource clock;

    AwaitFeed(Jobs jobs, InstantSource clock) {
        this.jobs = jobs;
        this.clock = clock;
    }

    /// Returns when the Feed may be asked again, or the job wants no more of it.
    void pass(JobId job, FeedBlocked blocked) throws InterruptedException {
        LOG.log(WARNING, "job waits for the Feed job={0} until={1}", job, blocked.until());
        jobs.report(job, Optional.empty(), report(blocked));
        CountDownLatch never = new CountDownLatch(1);
        while (clock.instant().isBefore(blocked.until()) && isOpen(job)) {
            never.await(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        }
        jobs.report(job, Optional.empty(), NOTHING);
    }

    private boolean isOpen(JobId job) {
        return jobs.find(job).map(Job::progress).filter(now -> now.ending().isEmpty()).isPresent();
    }

    private static String report(FeedBlocked blocked) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("waiting_until", blocked.until().toString())
                .put("because", String.valueOf(blocked.getMessage()))
                .toString();
    }
}
