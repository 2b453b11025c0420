package dev.stoker.summarize;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import dev.stoker.batch.Batch;
import dev.stoker.batch.feed.Bell;
import dev.stoker.batch.job.Job;
import dev.stoker.batch.queue.DatabaseFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Finds jobs whose days nobody reads, new ones and those that a dead start left behind, and reads
/// each on a thread of its own.
final class Intake {
    private static final System.Logger LOG = System.getLogger(Intake.class.getName());
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Batch batch;
    private final FilingSource source;
    private final Bell orders = new Bell();
    private final Set<Thread> readers = ConcurrentHashMap.newKeySet();
    private final Thread looking = Thread.ofVirtual().name("summary-intake").unstarted(this::look);
    private volatile boolean closed;

    Intake(Batch batch, FilingSource source) {
        this.batch = batch;
        this.source = source;
    }

    void start() {
        looking.start();
    }

    /// Tells that there is a new job.
    void ring() {
        orders.ring();
    }

    void close() throws InterruptedException {
        closed = true;
        orders.ring();
        looking.join();
        for (Thread reader : readers) {
            reader.interrupt();
            reader.join();
        }
    }

    private void look() {
        try {
            while (!closed) {
                long seen = orders.rings();
                if (!adopt()) {
                    orders.await(seen, LOOK);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean adopt() {
        try {
            Optional<Job> job = batch.adopt(Summaries.KIND);
            job.ifPresent(this::startReading);
            return job.isPresent();
        } catch (DatabaseFailure e) {
            LOG.log(WARNING, "no look for new summary jobs: {0}", e.getMessage());
            return false;
        }
    }

    private void startReading(Job job) {
        Thread reader = Thread.ofVirtual().name("days-" + job.id()).unstarted(() -> read(job));
        readers.add(reader);
        reader.start();
    }

    private void read(Job job) {
        try {
            while (!readOnce(job)) {
                orders.await(orders.rings(), LOOK);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.log(ERROR, "job's days not read job=" + job.id(), e);
        } finally {
            readers.remove(Thread.currentThread());
        }
    }

    private boolean readOnce(Job job) throws InterruptedException {
        try {
            new ReadDays(batch.jobs(), source, job).run();
            return true;
        } catch (DatabaseFailure e) {
            LOG.log(WARNING, "reading of days stands still job={0} {1}", job.id(), e.getMessage());
            return false;
        }
    }
}
