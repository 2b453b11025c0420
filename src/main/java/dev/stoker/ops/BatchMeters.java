package dev.stoker.ops;

import dev.stoker.batch.Batch;
import dev.stoker.batch.file.FileStore;
import dev.stoker.batch.job.Finished;
import dev.stoker.batch.job.Outcome;
import dev.stoker.batch.job.TimeShares.Brake;
import dev.stoker.batch.job.Tokens;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/// What this Stoker did for jobs since it started; other replicas tell their own.
public final class BatchMeters {
    private final MeterRegistry registry;

    public BatchMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /// To be called once, before the queue starts.
    public void watch(Batch batch) {
        batch.listen(this::count);
        Gauge.builder("stoker.batch.in.flight", batch, Batch::inFlight).register(registry);
        for (Brake brake : Brake.values()) {
            FunctionCounter.builder(
                            "stoker.batch.time",
                            batch,
                            one -> one.timeSpent().seconds().getOrDefault(brake, 0.0))
                    .tag("cause", brake.label())
                    .baseUnit("seconds")
                    .register(registry);
        }
        FunctionCounter.builder("stoker.files.stored", batch.files(), FileStore::stored)
                .register(registry);
        FunctionCounter.builder("stoker.files", batch.files(), FileStore::bytesStored)
                .baseUnit("bytes")
                .register(registry);
    }

    private void count(List<Finished> recorded) {
        recorded.forEach(one -> {
            registry.counter("stoker.batch.items", "outcome", word(one.outcome())).increment();
            switch (one.outcome()) {
                case Outcome.Answered answer -> {
                    tokens("prompt", answer.tokens().prompt());
                    tokens("completion", answer.tokens().output());
                }
                case Outcome.Cached(Outcome.Answered(_, _, Tokens tokens)) ->
                        tokens("cached", tokens.total());
                case Outcome.Refused _,
                        Outcome.Failed _,
                        Outcome.TryAgain _,
                        Outcome.Released _,
                        Outcome.GaveWay _,
                        Outcome.Cancelled _ -> {}
            }
        });
    }

    private void tokens(String kind, long count) {
        registry.counter("stoker.batch.tokens", "kind", kind).increment((double) count);
    }

    private static String word(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered _ -> "answered";
            case Outcome.Cached _ -> "cached";
            case Outcome.Refused _, Outcome.Failed _ -> "failed";
            case Outcome.TryAgain _ -> "again";
            case Outcome.Released _ -> "released";
            case Outcome.GaveWay _ -> "gave_way";
            case Outcome.Cancelled _ -> "cancelled";
        };
    }
}
