package dev.stoker.batch.source;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import dev.stoker.batch.Batch;
import dev.stoker.batch.database.DatabaseFailure;
import dev.stoker.batch.feed.Bell;
import dev.stoker.batch.job.Job;
import dev.stoker.batch.job.JobId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Finds jobs of one kind whose source nobody reads, new ones and those that a dead start left
/// behind, and has each read on a thread of its own.
public final class Intake implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Intake.class.getName());
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration AFTER_A_FAULT = Duration.ofMinutes(1);

    private final Batch batch;
    private final String kind;
    private final JobSource source;
    private final Duration afterFault;
    private final Bell orders;
    private final Map<JobId, Thread> readers = new ConcurrentHashMap<>();
    private final Thread looking = Thread.ofVirtual().unstarted(this::look);
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile boolean closed;

    public Intake(Batch batch, String kind, JobSource source) {
        this(batch, kind, source, AFTER_A_FAULT);
    }

    /// @param afterFault when a source whose reader broke is read again
    Intake(Batch batch, String kind, JobSource source, Duration afterFault) {
        this.afterFault = afterFault;
        this.batch = batch;
        this.kind = kind;
        this.source = source;
        this.orders = batch.sources(kind);
    }

    /// To be called once the batch queue has started; again is harmless.
    public void start() {
        if (started.compareAndSet(false, true)) {
            looking.setName(kind + "-intake");
            looking.start();
        }
    }

    /// Tells that there is a new job.
    public void ring() {
        orders.ring();
    }

    /// Stops reading; the next start goes on.
    @Override
    public void close() {
        closed = true;
        orders.ring();
        try {
            looking.join();
            for (Thread reader : readers.values()) {
                reader.interrupt();
                reader.join();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// How many sources are being read now.
    int readers() {
        return readers.size();
    }

    private void look() {
        try {
            while (!closed) {
                long seen = orders.rings();
                if (!adopt()) {
                    orders.await(seen);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean adopt() {
        try {
            Optional<Job> job = batch.adopt(kind, Set.copyOf(readers.keySet()));
            job.ifPresent(this::startReading);
            return job.isPresent();
        } catch (DatabaseFailure e) {
            LOG.log(WARNING, "no look for new jobs kind={0} {1}", kind, e.getMessage());
            return false;
        }
    }

    private void startReading(Job job) {
        Thread reader = Thread.ofVirtual().name("source-" + job.id()).unstarted(() -> read(job));
        readers.put(job.id(), reader);
        reader.start();
    }

    private void read(Job job) {
        try {
            while (!readOnce(job)) {
                LOG.log(DEBUG, "source is read again job={0}", job.id());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            readers.remove(job.id());
        }
    }

    /// @return whether there is nothing more to read
    private boolean readOnce(Job job) throws InterruptedException {
        try {
            batch.traces().reading(job.id(), () -> source.read(job));
            return true;
        } catch (DatabaseFailure e) {
            if (!e.isOfData()) {
                LOG.log(
                        WARNING,
                        "reading of source stands still job={0} {1}",
                        job.id(),
                        e.getMessage());
                orders.await(orders.rings(), RETRY);
                return false;
            }
            LOG.log(ERROR, "job's source not read job=" + job.id(), e);
        } catch (RuntimeException e) {
            LOG.log(ERROR, "job's source not read job=" + job.id(), e);
        }
        new CountDownLatch(1).await(afterFault.toMillis(), TimeUnit.MILLISECONDS);
        return hasEnded(job);
    }

    /// A job whose reader broke stays this start's, and nobody else would read it.
    private boolean hasEnded(Job job) {
        try {
            return batch.jobs().find(job.id()).filter(now -> !now.state().isFinal()).isEmpty();
        } catch (DatabaseFailure _) {
            return false;
        }
    }
}
