package dev.stoker.summarize;

import dev.stoker.batch.Batch;
import dev.stoker.batch.file.StoredFile;
import dev.stoker.batch.job.FileId;
import dev.stoker.batch.job.Job;
import dev.stoker.batch.job.NewItem;
import dev.stoker.batch.job.NewJob;
import dev.stoker.batch.job.NewJob.Submission;
import dev.stoker.batch.job.NewJob.Terms;
import dev.stoker.batch.job.Result;
import dev.stoker.batch.job.Submitted;
import dev.stoker.batch.source.Intake;
import dev.stoker.summarize.input.InvalidRequest;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Summary jobs: filings in, summaries out.
public final class Summaries implements AutoCloseable {
    /// Of the jobs in the batch queue that are summary jobs.
    public static final String KIND = "summary";

    /// Of uploaded files that hold filings.
    public static final String PURPOSE = "filings";

    private static final ZoneId EASTERN_TIME = ZoneId.of("America/New_York");

    private final Batch batch;
    private final Intake intake;
    private final SummarySettings settings;
    private final InstantSource clock;

    public Summaries(
            Batch batch, FilingSource source, SummarySettings settings, InstantSource clock) {
        this.batch = batch;
        this.intake = new Intake(batch, KIND, job -> read(source, job));
        this.settings = settings;
        this.clock = clock;
    }

    /// Goes on reading the days of jobs, once the batch queue has started.
    public void start() {
        intake.start();
    }

    /// The present day as EDGAR counts it.
    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), EASTERN_TIME);
    }

    /// Creates the job. Filings that the request brought are in it at once; others are read later.
    ///
    /// @param model that does it, known to be served
    public Job submit(SummaryRequest request, String model) {
        return submit(request, model, Optional.empty()).job();
    }

    /// Creates the job, or finds the one that was submitted before.
    ///
    /// @param model that does it, known to be served
    /// @param once makes a repetition the same job
    /// @throws InvalidRequest when the request names a file that holds no filings
    public Submitted submit(SummaryRequest request, String model, Optional<Submission> once) {
        SummaryParameters parameters = SummaryParameters.of(request);
        Job.Description description = new Job.Description(KIND, model, parameters.json());
        Submitted submitted =
                batch.jobs()
                        .submitOnce(
                                job(request, description, parameters).under(terms(request, once)));
        intake.ring();
        return submitted;
    }

    private NewJob job(
            SummaryRequest request, Job.Description description, SummaryParameters parameters) {
        return switch (request.source()) {
            case SummaryRequest.Inline(List<SummaryRequest.Filing> filings) ->
                    NewJob.whole(
                            description,
                            items(filings, item(description.model(), parameters), parameters));
            case SummaryRequest.Days _ -> NewJob.open(description);
            case SummaryRequest.Uploaded(FileId file) -> {
                check(file);
                yield NewJob.open(description);
            }
        };
    }

    private void check(FileId file) {
        String purpose = batch.files().find(file).map(StoredFile::purpose).orElse("");
        if (!purpose.equals(PURPOSE)) {
            throw new InvalidRequest(
                    "file",
                    purpose.isEmpty()
                            ? "No such File object: " + file
                            : "the purpose of %s must be %s: %s".formatted(file, PURPOSE, purpose));
        }
    }

    private static Terms terms(SummaryRequest request, Optional<Submission> once) {
        Terms terms = once.map(Terms.NONE::once).orElse(Terms.NONE);
        if (request.source() instanceof SummaryRequest.Uploaded(FileId file)) {
            terms = terms.reading(file);
        }
        return request.delivery().callback().map(terms::telling).orElse(terms);
    }

    private FilingItem item(String model, SummaryParameters parameters) {
        return new FilingItem(
                model,
                parameters.prompt(),
                parameters.wanted().text(),
                parameters.cache() ? batch.weights(model) : Optional.empty());
    }

    private void read(FilingSource source, Job job) throws InterruptedException {
        SummaryParameters parameters = SummaryParameters.parse(job.description().parameters());
        FilingItem item = item(job.description().model(), parameters);
        if (parameters.file().isPresent()) {
            new ReadUpload(batch, job, parameters, item).run(parameters.file().get());
        } else {
            new ReadDays(batch.jobs(), source, job, item, clock).run();
        }
    }

    private static List<NewItem> items(
            List<SummaryRequest.Filing> filings, FilingItem item, SummaryParameters parameters) {
        List<NewItem> items = new ArrayList<>();
        for (int i = 0; i < filings.size(); i++) {
            if (parameters.wants(filings.get(i).identity())) {
                items.add(item.of(i, filings.get(i)));
            }
        }
        return items;
    }

    public SummaryReport report(Job job) {
        return SummaryReport.of(job, settings, clock.instant());
    }

    /// A result as one line of JSON: filing, summary, usage, or the error.
    public String line(Result result) {
        return SummaryLine.of(result);
    }

    /// Stops reading days; the next start goes on with them.
    @Override
    public void close() {
        intake.close();
    }
}
