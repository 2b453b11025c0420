package dev.stoker.batch.feed;

import dev.stoker.batch.database.DatabaseFailure;
import dev.stoker.batch.job.Finished;
import dev.stoker.batch.job.Outcome;
import dev.stoker.batch.queue.ItemQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/// Records what became of items: all that ended while one transaction ran go into the next one.
public final class Recorder implements Runnable {
    private static final int MOST = 512;

    /// Of answers in one transaction: its parameters are held several times over, here and there.
    private static final long MOST_CHARACTERS = 16 << 20;

    private static final Duration RETRY = Duration.ofMillis(500);

    private final ItemQueue queue;
    private final Consumer<List<Finished>> recorded;
    private final long mostCharacters;
    private final LinkedBlockingQueue<Entry> pending = new LinkedBlockingQueue<>();
    private final Outage outage = new Outage("recording");
    private final Bell work = new Bell();
    private final Bell stop = new Bell();
    private volatile boolean stopped;

    private record Entry(Finished finished, Runnable recorded) {
        long characters() {
            return finished.outcome().characters();
        }
    }

    /// @param recorded is told what took effect, after it was committed
    public Recorder(ItemQueue queue, Consumer<List<Finished>> recorded) {
        this(queue, recorded, MOST_CHARACTERS);
    }

    /// @param mostCharacters of the answers in one transaction, unless one is larger alone
    Recorder(ItemQueue queue, Consumer<List<Finished>> recorded, long mostCharacters) {
        this.queue = queue;
        this.recorded = recorded;
        this.mostCharacters = mostCharacters;
    }

    /// @param recorded is run once that was committed, whether it took effect or not
    void put(Finished finished, Runnable recorded) {
        pending.add(new Entry(finished, recorded));
        work.ring();
    }

    /// Ends of items that the database has yet to take.
    int unrecorded() {
        return pending.size();
    }

    /// Ends once what is pending was recorded, or the database failed.
    public void stop() {
        stopped = true;
        stop.ring();
        work.ring();
    }

    @Override
    public void run() {
        try {
            Optional<Entry> first = next();
            while (first.isPresent() && record(first.get())) {
                first = next();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Waits for one; empty once this was stopped and none is left.
    private Optional<Entry> next() throws InterruptedException {
        while (true) {
            long seen = work.rings();
            boolean last = stopped; // looked at first: what was put before the stop is found
            Entry next = pending.poll();
            if (next != null || last) {
                return Optional.ofNullable(next);
            }
            work.await(seen);
        }
    }

    private boolean record(Entry first) throws InterruptedException {
        List<Entry> batch = with(first);
        if (!record(batch.stream().map(Entry::finished).toList())) {
            return false;
        }
        batch.forEach(entry -> entry.recorded().run());
        return true;
    }

    /// What else is pending and goes into the same transaction.
    private List<Entry> with(Entry first) {
        List<Entry> batch = new ArrayList<>(List.of(first));
        long characters = first.characters();
        Entry next = pending.peek();
        while (next != null && batch.size() < MOST) {
            characters += next.characters();
            if (characters > mostCharacters) {
                break;
            }
            batch.add(pending.remove());
            next = pending.peek();
        }
        return batch;
    }

    /// One of them is refused as it is: the others are kept, and of it the reason.
    private boolean recordOneByOne(List<Finished> batch, DatabaseFailure failure)
            throws InterruptedException {
        if (batch.size() == 1) {
            Outcome reason = new Outcome.Failed("answer not stored: " + failure.getMessage());
            return record(List.of(new Finished(batch.getFirst().ref(), reason)));
        }
        for (Finished one : batch) {
            if (!record(List.of(one))) {
                return false;
            }
        }
        return true;
    }

    /// Answers are paid for: they are kept here until the database takes them.
    private boolean record(List<Finished> batch) throws InterruptedException {
        while (true) {
            long seen = stop.rings();
            try {
                recorded.accept(queue.record(batch));
                outage.passed();
                return true;
            } catch (RuntimeException e) {
                if (e instanceof DatabaseFailure failure && failure.isOfData()) {
                    return recordOneByOne(batch, failure);
                }
                outage.failed(e);
                if (stopped) {
                    return false;
                }
                stop.await(seen, RETRY);
            }
        }
    }
}
