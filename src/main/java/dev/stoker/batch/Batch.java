package dev.stoker.batch;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import dev.stoker.batch.callback.CallbackStore;
import dev.stoker.batch.database.DatabaseFailure;
import dev.stoker.batch.feed.Bell;
import dev.stoker.batch.feed.EngineAccess;
import dev.stoker.batch.feed.FeedLine;
import dev.stoker.batch.feed.Feeders;
import dev.stoker.batch.feed.Recorder;
import dev.stoker.batch.file.FileStore;
import dev.stoker.batch.job.Finished;
import dev.stoker.batch.job.Job;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.TimeShares;
import dev.stoker.batch.queue.DueJobs;
import dev.stoker.batch.queue.ItemQueue;
import dev.stoker.batch.queue.JobStore;
import dev.stoker.batch.queue.Lease;
import dev.stoker.batch.report.ResultStore;
import dev.stoker.batch.report.SpentTimes;
import dev.stoker.batch.trace.JobTraces;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;

/// Durable jobs over the engines: the queue, who feeds from it, and who keeps it up.
///
/// The database is not touched before [#start], which wants its tables to be there.
public final class Batch implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Batch.class.getName());

    private final BatchSettings settings;
    private final String owner;
    private final Bells bells = new Bells();
    private final Listeners listeners = new Listeners();
    private final JobStore store;
    private final FileStore files;
    private final CallbackStore callbacks;
    private final EngineAccess engines;
    private final Jobs jobs;
    private final ItemQueue queue;
    private final Recorder recorder;
    private final Feeders feeders;
    private final Regularly chores;
    private final Regularly heartbeat;
    private final Thread recording;
    private volatile boolean started;

    public Batch(
            DataSource database,
            EngineAccess engines,
            BatchSettings settings,
            InstantSource clock) {
        this.settings = settings;
        this.owner = settings.instance() + "/" + UUID.randomUUID();
        this.store = new JobStore(database, clock);
        this.engines = engines;
        this.callbacks = new CallbackStore(database, clock);
        this.files = new FileStore(database, clock, settings.retention());
        SpentTimes times = new SpentTimes(database);
        this.jobs = new Jobs(store, new ResultStore(database), times, bells, engines.traces());
        Lease lease = new Lease(settings.instance(), owner, settings.lease());
        this.queue = new ItemQueue(database, clock, lease);
        this.recorder = new Recorder(queue, this::tell);
        this.feeders =
                new Feeders(
                        new FeedLine(
                                queue,
                                recorder,
                                engines,
                                settings.feed(),
                                new FeedLine.Clockwork(clock, bells.work())));
        Upkeep upkeep =
                new Upkeep(
                        queue,
                        new Upkeep.Tables(store, new DueJobs(database, clock), times, files),
                        feeders,
                        settings.retention(),
                        clock);
        this.heartbeat = Heartbeat.of(queue, clock, settings.lease());
        this.recording = Thread.ofVirtual().name("batch-recorder").unstarted(recorder);
        this.chores = upkeep.regularly(bells);
    }

    /// Takes up where the last start left off.
    ///
    /// @throws DatabaseFailure when the database does not answer; it may be tried again
    public void start() {
        if (started) {
            return;
        }
        queue.open();
        started = true;
        recording.start();
        chores.start();
        heartbeat.start();
        LOG.log(INFO, "batch queue started owner={0}", owner);
    }

    public boolean isStarted() {
        return started;
    }

    public Jobs jobs() {
        return jobs;
    }

    /// What clients have uploaded.
    public FileStore files() {
        return files;
    }

    /// Who is to be told of ended jobs.
    public CallbackStore callbacks() {
        return callbacks;
    }

    /// What answers under that name: equal words mean equal weights. Empty where that is not known.
    public Optional<String> weights(String model) {
        return engines.router().weights(model);
    }

    /// What is told of jobs to whoever collects traces.
    public JobTraces traces() {
        return engines.traces();
    }

    /// When a finished job and its results will be forgotten.
    public Optional<Instant> expiry(Job job) {
        return job.times().finished().map(end -> end.plus(settings.retention()));
    }

    /// Items being computed by engines now.
    public int inFlight() {
        return feeders.inFlight();
    }

    /// What the time of all jobs went to since the start, by this Stoker's clock.
    public TimeShares timeSpent() {
        return feeders.spentInAll();
    }

    /// Told of what took effect, after it was committed.
    public void listen(Consumer<List<Finished>> listener) {
        listeners.add(listener);
    }

    /// To be called when an engine became ready or ceased to be; feeders find out late without it.
    public void engineChanged() {
        bells.work().ring();
    }

    /// Rings within a second of a job of that kind, submitted anywhere, whose source nobody reads.
    public Bell sources(String kind) {
        return bells.source(kind);
    }

    /// A job whose source nobody reads, none of those; this start of Stoker reads it from now on.
    public Optional<Job> adopt(String kind, Set<JobId> reading) {
        return store.adopt(kind, owner, reading);
    }

    /// Gives back what is in flight, so that another replica or the next start goes on at once.
    @Override
    public void close() {
        if (!started) {
            return;
        }
        started = false;
        try {
            chores.stop();
            feeders.close();
            recorder.stop();
            recording.join();
            heartbeat.stop();
            queue.close();
        } catch (DatabaseFailure e) {
            LOG.log(
                    WARNING,
                    "items not given back, their lease will end lease={0} {1}",
                    settings.lease(),
                    e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(List<Finished> recorded) {
        bells.news().ring();
        listeners.tell(recorded);
    }
}
