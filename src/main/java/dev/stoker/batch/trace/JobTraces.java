package dev.stoker.batch.trace;

import dev.stoker.batch.job.Claim;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.NewJob;
import dev.stoker.batch.job.Outcome;
import dev.stoker.batch.job.Submitted;
import dev.stoker.trace.CurrentSpan;
import dev.stoker.trace.Facts;
import dev.stoker.trace.Span;
import dev.stoker.trace.TraceParent;
import dev.stoker.trace.Tracer;
import java.util.function.Function;

/// The traces of jobs. The row of a job keeps the place of its submission, so that whatever is done
/// for it later, by whichever Stoker, stands below the request that submitted it.
public final class JobTraces {
    /// Where no traces are wanted.
    public static final JobTraces OFF = new JobTraces(Tracer.OFF, new JobParents(_ -> ""), 0);

    private final Tracer tracer;
    private final JobParents parents;
    private final ItemSamples samples;

    /// Computes one item.
    public interface Work {
        Outcome run() throws InterruptedException;
    }

    /// Reads the source of one job.
    public interface Reading {
        void run() throws InterruptedException;
    }

    /// @param parents where jobs were submitted
    /// @param itemRatio of the items that are traced, 0 to 1
    public JobTraces(Tracer tracer, JobParents parents, double itemRatio) {
        this(tracer, parents, new ItemSamples(itemRatio));
    }

    JobTraces(Tracer tracer, JobParents parents, ItemSamples samples) {
        this.tracer = tracer;
        this.parents = parents;
        this.samples = samples;
    }

    /// Stores a job as part of whatever submits it.
    public Submitted submission(NewJob job, Function<NewJob, Submitted> store) {
        if (!tracer.isOn()) {
            return store.apply(job);
        }
        Span caller = CurrentSpan.get();
        Span span =
                caller.equals(Span.NONE)
                        ? tracer.begin(Span.Kind.PRODUCER, "submit job", TraceParent.NONE)
                        : caller.child(Span.Kind.PRODUCER, "submit job");
        span.set("stoker.job.kind", job.description().kind())
                .set(Facts.MODEL, job.description().model());
        return CurrentSpan.ended(
                span,
                () -> {
                    Submitted submitted =
                            store.apply(job.under(job.terms().traced(span.traceparent())));
                    span.set(Facts.JOB, submitted.job().id().toString());
                    return submitted;
                });
    }

    /// Reads the source of a job as part of its trace.
    public void reading(JobId job, Reading reading) throws InterruptedException {
        TraceParent parent = parent(job);
        if (!parent.isSampled()) {
            reading.run();
            return;
        }
        Span span = tracer.begin(Span.Kind.INTERNAL, "read source", parent);
        span.set(Facts.JOB, job.toString());
        CurrentSpan.ended(
                span,
                () -> {
                    reading.run();
                    return job;
                });
    }

    /// Computes an item as part of its job's trace, if it is one of those that are traced from
    /// their begin or turns out to be worth it.
    public Outcome item(Claim claim, Work work) throws InterruptedException {
        TraceParent parent = parent(claim.ref().job());
        if (!parent.isSampled()) {
            return parent.isThere()
                    ? CurrentSpan.during(parent.unrecorded(), work::run)
                    : work.run();
        }
        long since = System.nanoTime();
        return samples.isChosen(claim.ref())
                ? chosen(claim, parent, work, since)
                : other(claim, parent, work, since);
    }

    private Outcome chosen(Claim claim, TraceParent parent, Work work, long since)
            throws InterruptedException {
        Span span = describe(tracer.begin(Span.Kind.CONSUMER, "item", parent), claim);
        return CurrentSpan.ended(
                span,
                () -> {
                    Outcome outcome = work.run();
                    ItemEnd.of(outcome).tell(span);
                    samples.note(claim.ref(), System.nanoTime() - since);
                    return outcome;
                });
    }

    private Outcome other(Claim claim, TraceParent parent, Work work, long since)
            throws InterruptedException {
        Outcome outcome = CurrentSpan.during(parent.unrecorded(), work::run);
        ItemEnd end = ItemEnd.of(outcome);
        boolean slowest = samples.note(claim.ref(), System.nanoTime() - since);
        if (slowest || (end.isFailure() && samples.takesFailure(claim.ref().job()))) {
            Span span = tracer.begin(Span.Kind.CONSUMER, "item", parent, since);
            end.tell(describe(span, claim));
            span.end();
        }
        return outcome;
    }

    private static Span describe(Span span, Claim claim) {
        return span.set(Facts.JOB, claim.ref().job().toString())
                .set(Facts.ITEM, claim.ref().sequence())
                .set(Facts.HANDING_OUT, claim.ref().token());
    }

    private TraceParent parent(JobId job) {
        return tracer.isOn() ? parents.of(job) : TraceParent.NONE;
    }
}
