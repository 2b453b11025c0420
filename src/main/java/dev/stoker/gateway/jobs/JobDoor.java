package dev.stoker.gateway.jobs;

import dev.stoker.batch.Batch;
import dev.stoker.batch.Jobs;
import dev.stoker.batch.job.Job;
import dev.stoker.batch.job.JobId;
import dev.stoker.gateway.ApiError;
import dev.stoker.gateway.ApiException;
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

    /// @throws ApiException before the queue has started
    public Jobs jobs() {
        if (!batch.isStarted()) {
            throw ApiError.tryAgain("batch_not_started", "the batch queue is not open yet", START)
                    .exception();
        }
        return batch.jobs();
    }

    /// @throws ApiException when there is no such job
    Job job(String id) {
        return JobId.parse(id).flatMap(jobs()::find).orElseThrow(() -> unknown(id));
    }

    static ApiException unknown(String id) {
        return ApiError.invalid(404, "job_not_found", "there is no job " + id).exception();
    }
}
