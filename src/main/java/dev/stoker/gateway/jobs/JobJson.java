package dev.stoker.gateway.jobs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.stoker.batch.Batch;
import dev.stoker.batch.job.Job;
import dev.stoker.batch.job.Tally;
import dev.stoker.batch.job.TimeShares;
import dev.stoker.batch.job.TimeShares.Brake;
import dev.stoker.summarize.Summaries;
import dev.stoker.summarize.SummaryReport;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalDouble;

/// A job as its owner sees it; what cannot be known yet is absent.
@Singleton
public final class JobJson {
    private final Batch batch;
    private final Summaries summaries;
    private final InstantSource clock = InstantSource.system();

    JobJson(Batch batch, Summaries summaries) {
        this.batch = batch;
        this.summaries = summaries;
    }

    /// One JSON object: what was asked for, how far it is, what it took.
    public ObjectNode of(Job job) {
        ObjectNode json =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("id", job.id().toString())
                        .put("object", "job")
                        .put("kind", job.description().kind())
                        .put("model", job.description().model())
                        .put("state", job.state().label())
                        .put("ingested", job.progress().sealed());
        job.progress().ending().ifPresent(ending -> json.put("ending", ending.label()));
        job.progress()
                .source()
                .report()
                .filter(report -> !report.equals("{}"))
                .ifPresent(report -> json.putRawValue("source", new RawValue(report)));
        json.set("counts", counts(job));
        json.set("tokens", tokens(job.tally()));
        figures(json, summaries.report(job));
        json.set("stages", stages(JobStages.of(job, clock.instant())));
        times(json, job);
        json.putRawValue("parameters", new RawValue(job.description().parameters()));
        return json;
    }

    /// The same, and what the job's time went to.
    public ObjectNode withTime(Job job) {
        TimeShares spent = batch.jobs().times(job.id());
        ObjectNode time = JsonNodeFactory.instance.objectNode();
        for (Brake brake : Brake.values()) {
            String name = brake == Brake.NONE ? "full_speed" : brake.label();
            time.put(
                    name + "_seconds",
                    Math.round(spent.seconds().getOrDefault(brake, 0.0) * 1e3) / 1e3);
        }
        ObjectNode json = of(job);
        json.set("time", time);
        return json;
    }

    private static ObjectNode counts(Job job) {
        Tally tally = job.tally();
        return JsonNodeFactory.instance
                .objectNode()
                .put("total", tally.total())
                .put("waiting", tally.waiting())
                .put("running", tally.running())
                .put("done", tally.ended().done())
                .put("failed", tally.ended().failed())
                .put("dropped", tally.ended().dropped())
                .put("cancelled", tally.ended().cancelled())
                .put("cached", tally.cached().items())
                .put("gave_way", job.progress().gaveWay());
    }

    private static ObjectNode tokens(Tally tally) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("prompt", tally.tokens().prompt())
                .put("output", tally.tokens().output())
                .put("cached_prompt", tally.cached().tokens().prompt())
                .put("cached_output", tally.cached().tokens().output());
    }

    private static ObjectNode stages(JobStages stages) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("waiting_seconds", seconds(stages.waiting()))
                .put("reading_seconds", seconds(stages.reading()))
                .put("computing_seconds", seconds(stages.computing()));
    }

    private static void figures(ObjectNode json, SummaryReport report) {
        json.put("seconds", seconds(report.elapsed()));
        report.timeLeft().ifPresent(left -> json.put("seconds_left", seconds(left)));
        number(json, "tokens_per_second", report.tokensPerSecond());
        number(json, "tokens_per_second_per_gpu", report.tokensPerSecondPerGpu());
        number(json, "tokens_per_currency_unit", report.tokensPerCurrencyUnit());
        json.put("cost", Math.round(report.cost() * 1e4) / 1e4);
        number(json, "cost_per_million_tokens", report.costPerMillion());
    }

    private void times(ObjectNode json, Job job) {
        json.put("created_at", job.times().created().toString());
        time(json, "started_at", job.times().started());
        time(json, "finished_at", job.times().finished());
        time(json, "expires_at", batch.expiry(job));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }

    private static void number(ObjectNode json, String name, OptionalDouble value) {
        value.ifPresent(number -> json.put(name, Math.round(number * 1e4) / 1e4));
    }

    private static void time(ObjectNode json, String name, Optional<Instant> time) {
        time.ifPresent(instant -> json.put(name, instant.toString()));
    }
}
