package dev.stoker.gateway.jobs;

import dev.stoker.batch.Batch;
import dev.stoker.batch.Jobs;
import dev.stoker.batch.job.Job;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.NewJob.Submission;
import dev.stoker.batch.job.Submitted;
import dev.stoker.gateway.ApiError;
import dev.stoker.gateway.ApiException;
import dev.stoker.gateway.visit.CurrentVisit;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The jobs, once their queue is open.
@Singleton
public final class JobDoor {
    private static final Duration START = Duration.ofSeconds(2);

    private final Batch batch;
    private final CurrentVisit visit;

    JobDoor(Batch batch, CurrentVisit visit) {
        this.batch = batch;
        this.visit = visit;
    }

    /// @throws ApiException before the queue has started
    public Jobs jobs() {
        if (!batch.isStarted()) {
            throw ApiError.tryAgain("batch_not_started", "the batch queue is not open yet", START)
                    .exception();
        }
        return batch.jobs();
    }

    /// Submits a job as part of the request's trace.
    ///
    /// @param route of the resource that takes it
    /// @throws ApiException before the queue has started
    public Submitted submit(String route, Supplier<Submitted> submission) {
        jobs();
        return visit.during(route, submission::get);
    }

    /// What makes a repetition of the present request the same job.
    ///
    /// @param key of the header [IdempotencyKey#HEADER]
    /// @throws dev.stoker.summarize.input.InvalidRequest when it cannot be a key
    public Optional<Submission> once(@Nullable String key, String body) {
        return IdempotencyKey.of(visit.client(), key, body);
    }

    /// @throws ApiException when there is no such job
    Job job(String id) {
        return JobId.parse(id).flatMap(jobs()::find).orElseThrow(() -> unknown(id));
    }

    static ApiException unknown(String id) {
        return ApiError.invalid(404, "job_not_found", "there is no job " + id).exception();
    }
}
