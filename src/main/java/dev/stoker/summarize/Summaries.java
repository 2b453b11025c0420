package dev.stoker.summarize;

import dev.stoker.batch.Batch;
import dev.stoker.batch.job.Job;
import dev.stoker.batch.job.NewItem;
import dev.stoker.batch.job.NewJob;
import dev.stoker.batch.job.Result;
import dev.stoker.batch.source.Intake;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/// Summary jobs: filings in, summaries out.
public final class Summaries implements AutoCloseable {
    /// Of the jobs in the batch queue that are summary jobs.
    public static final String KIND = "summary";

    private static final ZoneId EASTERN_TIME = ZoneId.of("America/New_York");

    private final Batch batch;
    private final Intake intake;
    private final SummarySettings settings;
    private final InstantSource clock;

    public Summaries(
            Batch batch, FilingSource source, SummarySettings settings, InstantSource clock) {
        this.batch = batch;
        this.intake = new Intake(batch, KIND, job -> new ReadDays(batch.jobs(), source, job).run());
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

    /// Creates the job. Filings that the request brought are in it at once; days are read later.
    ///
    /// @param model that does it, known to be served
    public Job submit(SummaryRequest request, String model) {
        SummaryParameters parameters = SummaryParameters.of(request);
        Job.Description description = new Job.Description(KIND, model, parameters.json());
        return switch (request.source()) {
            case SummaryRequest.Inline(List<SummaryRequest.Filing> filings) ->
                    batch.jobs()
                            .submit(NewJob.whole(description, items(filings, model, parameters)));
            case SummaryRequest.Days _ -> {
                Job job = batch.jobs().submit(NewJob.open(description));
                intake.ring();
                yield job;
            }
        };
    }

    private static List<NewItem> items(
            List<SummaryRequest.Filing> filings, String model, SummaryParameters parameters) {
        FilingItem item = new FilingItem(model, parameters.prompt());
        List<NewItem> items = new ArrayList<>();
        for (int i = 0; i < filings.size(); i++) {
            if (parameters.wants(filings.get(i).identity().form())) {
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
        try {
            intake.close();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
