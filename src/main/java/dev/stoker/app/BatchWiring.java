package dev.stoker.app;

import dev.stoker.batch.Batch;
import dev.stoker.batch.BatchSettings;
import dev.stoker.batch.feed.EngineAccess;
import dev.stoker.batch.feed.FeedSettings;
import dev.stoker.batch.feed.item.RetryPolicy;
import dev.stoker.batch.report.QueueWork;
import dev.stoker.batch.requests.RequestJobs;
import dev.stoker.batch.trace.JobTraces;
import dev.stoker.edgar.FeedClient;
import dev.stoker.edgar.pace.Permits;
import dev.stoker.engine.EngineSpec;
import dev.stoker.engine.catalog.EngineCatalog;
import dev.stoker.gateway.generate.GenerateSettings;
import dev.stoker.gateway.openai.OpenAiSettings;
import dev.stoker.inference.EngineClient;
import dev.stoker.inference.EngineRouter;
import dev.stoker.inference.InFlight;
import dev.stoker.inference.replica.Replicas;
import dev.stoker.ops.BatchMeters;
import dev.stoker.ops.EngineFigures;
import dev.stoker.ops.EngineMeters;
import dev.stoker.ops.GpuMeters;
import dev.stoker.ops.QueueMeters;
import dev.stoker.summarize.EdgarFeed;
import dev.stoker.summarize.Summaries;
import dev.stoker.summarize.SummarySettings;
import dev.stoker.summarize.tokens.CutToTokens;
import dev.stoker.supervisor.fleet.EngineFleet;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import javax.sql.DataSource;

/// The queue, the jobs that fill it, and what counts for operators.
@ApplicationScoped
final class BatchWiring {
    private final StokerSettings settings;
    private final MeterRegistry registry;

    BatchWiring(StokerSettings settings, MeterRegistry registry) {
        this.settings = settings;
        this.registry = registry;
    }

    @Produces
    @Singleton
    EngineMeters meters() {
        return new EngineMeters(registry);
    }

    @Produces
    @Singleton
    EngineFigures figures(EngineFleet fleet) {
        return new EngineFigures(registry, fleet);
    }

    @Produces
    @Singleton
    GpuMeters gpuMeters() {
        return new GpuMeters(registry);
    }

    @Produces
    @Singleton
    QueueMeters queueMeters(DataSource database, Permits permits, InstantSource clock) {
        QueueWork queue = new QueueWork(database);
        return new QueueMeters(
                registry, () -> new QueueMeters.Reading(queue.backlogs(), silence(permits, clock)));
    }

    private static Duration silence(Permits permits, InstantSource clock) {
        try {
            return permits.silentUntil()
                    .map(end -> Duration.between(clock.instant(), end))
                    .filter(Duration::isPositive)
                    .orElse(Duration.ZERO);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Produces
    @Singleton
    EngineAccess engineAccess(
            EngineRouter router,
            Replicas replicas,
            EngineClient client,
            InFlight inFlight,
            JobTraces traces) {
        return new EngineAccess(router, replicas, new CutToTokens(client), inFlight, traces);
    }

    @Produces
    @Singleton
    Batch batch(DataSource database, EngineAccess engines, InstantSource clock) {
        var batch = settings.batch();
        var chosen =
                new BatchSettings(
                        batch.instance(),
                        batch.lease(),
                        batch.keepResults(),
                        new FeedSettings(
                                batch.mostInFlight(), batch.answerTimeout(), RetryPolicy.DEFAULT));
        var queue = new Batch(database, engines, chosen, clock);
        new BatchMeters(registry).watch(queue);
        return queue;
    }

    @Produces
    @Singleton
    RequestJobs requestJobs(
            Batch batch, EngineRouter router, OpenAiSettings files, InstantSource clock) {
        return new RequestJobs(batch, router, files.mostRequests(), clock);
    }

    @Produces
    @Singleton
    Summaries summaries(
            Batch batch, FeedClient feed, SummarySettings summaries, InstantSource clock) {
        return new Summaries(batch, new EdgarFeed(feed), summaries, clock);
    }

    @Produces
    @Singleton
    SummarySettings summarySettings(EngineCatalog catalog) {
        int gpus = catalog.engines().stream().findFirst().map(BatchWiring::gpus).orElse(1);
        return new SummarySettings(settings.summary().model(), settings.pricePerGpuHour(), gpus);
    }

    @Produces
    @Singleton
    GenerateSettings generateSettings() {
        return new GenerateSettings(
                settings.generate().mostPrompts(), settings.generate().timeout());
    }

    /// An engine without a GPU is reckoned as if it had one: some price has to be shown.
    private static int gpus(EngineSpec engine) {
        return Math.max(1, engine.compute().parallelism().gpus());
    }
}
