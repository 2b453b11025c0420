package dev.stoker.batch.requests;

import dev.stoker.batch.Batch;
import dev.stoker.batch.job.FileId;
import dev.stoker.batch.job.Job;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.NewJob;
import dev.stoker.batch.job.NewJob.Submission;
import dev.stoker.batch.job.NewJob.Terms;
import dev.stoker.batch.job.Submitted;
import dev.stoker.batch.source.Intake;
import dev.stoker.inference.EngineRouter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// Jobs of requests that stand in a file.
public final class RequestJobs implements AutoCloseable {
    /// Of the jobs in the batch queue that are made of such files.
    public static final String KIND = "requests";

    private final Batch batch;
    private final EngineRouter router;
    private final Intake intake;

    /// @param mostRequests that one file may hold
    public RequestJobs(Batch batch, EngineRouter router, long mostRequests, InstantSource clock) {
        this.batch = batch;
        this.router = router;
        this.intake =
                new Intake(
                        batch,
                        KIND,
                        new ReadRequests(
                                batch,
                                name -> router.servedNames().containsKey(name),
                                mostRequests,
                                clock));
    }

    /// Goes on reading the files of jobs, once the batch queue has started.
    public void start() {
        intake.start();
    }

    /// Creates the job; its file is checked and read later.
    ///
    /// @param once makes a repetition the same job
    public Submitted submit(RequestOrder order, Optional<Submission> once) {
        Job.Description description = new Job.Description(KIND, model(order), order.json());
        Terms terms = Terms.NONE.reading(order.input()).until(order.window().expires());
        NewJob job = NewJob.open(description).under(once.map(terms::once).orElse(terms));
        Submitted submitted = batch.jobs().submitOnce(job);
        intake.ring();
        return submitted;
    }

    public Optional<Job> find(JobId id) {
        return batch.jobs().find(id).filter(job -> job.description().kind().equals(KIND));
    }

    /// The model's own name, which its first line tells. Where that names none that is served, the
    /// check of the file will say so; until then the job stands in some line.
    private String model(RequestOrder order) {
        Map<String, String> served = router.servedNames();
        return firstModel(order)
                .flatMap(name -> Optional.ofNullable(served.get(name)))
                .or(() -> served.values().stream().findFirst())
                .orElse("");
    }

    private Optional<String> firstModel(RequestOrder order) {
        FileId input = order.input();
        try (Lines lines = ReadRequests.lines(batch, input)) {
            return lines.next()
                    .map(line -> RequestLine.parse(line, order.endpoint()))
                    .flatMap(parsed ->
                            parsed instanceof RequestLine.Parsed.Good(RequestLine line)
                                    ? Optional.of(line.model())
                                    : Optional.empty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Stops reading files; the next start goes on with them.
    @Override
    public void close() {
        intake.close();
    }
}
