package dev.stoker.gateway.jobs;

import dev.stoker.batch.Batch;
import dev.stoker.batch.Jobs;
import dev.stoker.batch.job.Job;
import dev.stoker.batch.job.JobId;
import jakarta.inject.Singleton;
import java.time.Duration;

/// The jobs, once their queue is open.
@Singleton
public final class JobDoor {
    private static final Duration START = Duration.ofSeconds(2);

    private final Batch batch;

    JobDoor(Batch batch) {
        this.batch = batch;
    }

    /// @throws Refusal before the queue has started
    Jobs jobs() {
        if (!batch.isStarted()) {
            throw Refusal.later("batch_not_started", "the batch queue is not open yet", START);
        }
        return batch.jobs();
    }

    /// @throws Refusal when there is no such job
    Job job(String id) {
        return JobId.parse(id).flatMap(jobs()::find).orElseThrow(() -> unknown(id));
    }

    static Refusal unknown(String id) {
        return Refusal.of(404, "job_not_found", "there is no job " + id);
    }
}
