package dev.stoker.testkit;

import dev.stoker.batch.Batch;
import dev.stoker.batch.BatchSettings;
import dev.stoker.batch.feed.EngineAccess;
import dev.stoker.batch.feed.FeedSettings;
import dev.stoker.batch.feed.item.RetryPolicy;
import dev.stoker.batch.job.Job;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.Result;
import dev.stoker.batch.job.ResultQuery;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Starts of Stoker's batch queue over one database, each of which a test may end or kill.
public final class BatchFixture implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final QueueDatabase database = QueueDatabase.fresh();
    private final List<Batch> started = new ArrayList<>();
    private final List<SeveredDataSource> connections = new ArrayList<>();
    private Duration lease = Duration.ofSeconds(5);
    private int mostInFlight = 64;

    public BatchFixture withLease(Duration length) {
        lease = length;
        return this;
    }

    public BatchFixture withMostInFlight(int most) {
        mostInFlight = most;
        return this;
    }

    public QueueDatabase database() {
        return database;
    }

    public Batch start(String instance, ScriptedEngine engine) {
        return start(instance, engine.access());
    }

    public Batch start(String instance, EngineAccess engines) {
        SeveredDataSource connection = new SeveredDataSource(database.source());
        RetryPolicy retry = new RetryPolicy(3, Duration.ofMillis(20), Duration.ofMillis(200));
        Batch batch =
                new Batch(
                        connection,
                        engines,
                        new BatchSettings(
                                instance,
                                lease,
                                Duration.ofDays(7),
                                new FeedSettings(mostInFlight, Duration.ofSeconds(30), retry)),
                        InstantSource.system());
        batch.start();
        started.add(batch);
        connections.add(connection);
        return batch;
    }

    /// Ends the last start as `kill -9` would: it can give nothing back.
    public void kill() {
        connections.getLast().sever();
        started.getLast().close();
    }

    /// Cuts the last start off its database.
    public void sever() {
        connections.getLast().sever();
    }

    public void mend() {
        connections.getLast().mend();
    }

    public static Job awaitEnd(Batch batch, JobId job) {
        return Eventually.becomes(
                LIMIT,
                () -> batch.jobs().find(job).orElseThrow(),
                found -> found.state().isFinal());
    }

    public static List<Result> results(Batch batch, JobId job) {
        return batch.jobs().results(ResultQuery.of(job), 100_000);
    }

    @Override
    public void close() {
        started.forEach(Batch::close);
        database.close();
    }
}
