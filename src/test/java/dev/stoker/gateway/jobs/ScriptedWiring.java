package dev.stoker.gateway.jobs;

import dev.stoker.batch.Batch;
import dev.stoker.batch.BatchSettings;
import dev.stoker.batch.feed.EngineAccess;
import dev.stoker.batch.requests.RequestJobs;
import dev.stoker.gateway.generate.GenerateSettings;
import dev.stoker.inference.EngineClient;
import dev.stoker.inference.EngineRouter;
import dev.stoker.inference.InFlight;
import dev.stoker.inference.replica.Replicas;
import dev.stoker.summarize.Summaries;
import dev.stoker.summarize.SummarySettings;
import dev.stoker.testkit.ScriptedEngine;
import dev.stoker.testkit.ScriptedFeed;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import javax.sql.DataSource;

/// What `app` wires in the service, over an engine and a Feed in memory.
@Alternative
@Dependent
public class ScriptedWiring {
    static final ScriptedEngine ENGINE = new ScriptedEngine("test/model", "llm");
    static final ScriptedFeed FEED = new ScriptedFeed();

    /// For tests of other packages.
    public static ScriptedEngine engine() {
        return ENGINE;
    }

    private static final InstantSource MONDAY =
            InstantSource.fixed(Instant.parse("2025-01-06T17:00:00Z"));

    @Produces
    @Singleton
    EngineRouter router() {
        return ENGINE.router();
    }

    @Produces
    @Singleton
    EngineClient client() {
        return ENGINE;
    }

    @Produces
    @Singleton
    SummarySettings summarySettings() {
        return new SummarySettings(Optional.empty(), 3.6, 1);
    }

    @Produces
    @Singleton
    GenerateSettings generateSettings() {
        return new GenerateSettings(4, Duration.ofSeconds(10));
    }

    @Produces
    @Singleton
    Batch batch(DataSource database, EngineRouter router, EngineClient client) {
        return new Batch(
                database,
                new EngineAccess(
                        router,
                        new Replicas(router, new InFlight(), InstantSource.system()),
                        client),
                BatchSettings.of("test"),
                InstantSource.system());
    }

    @Produces
    @Singleton
    Summaries summaries(Batch batch, SummarySettings settings) {
        return new Summaries(batch, FEED, settings, MONDAY);
    }

    @Produces
    @Singleton
    RequestJobs requestJobs(Batch batch, EngineRouter router) {
        return new RequestJobs(batch, router, 1_000, InstantSource.system());
    }

    void start(
            @Observes StartupEvent event, Batch batch, Summaries summaries, RequestJobs requests) {
        batch.start();
        summaries.start();
        requests.start();
    }

    void stop(
            @Observes ShutdownEvent event, Batch batch, Summaries summaries, RequestJobs requests) {
        summaries.close();
        requests.close();
        batch.close();
    }
}
