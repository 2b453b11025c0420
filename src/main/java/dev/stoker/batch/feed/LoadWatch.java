package dev.stoker.batch.feed;

import dev.stoker.batch.feed.pace.Reading;
import dev.stoker.batch.job.Tokens;
import dev.stoker.inference.EngineLoad;
import dev.stoker.inference.EngineUnreachable;
import dev.stoker.inference.Route;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Reads every quarter of a second what an engine is doing that has items or is to get some, on a
/// thread of its own: a busy engine may be slow to tell. Else it rests.
final class LoadWatch implements Runnable {
    private static final Duration PERIOD = Duration.ofMillis(250);
    private static final Duration WINDOW = Duration.ofSeconds(2);
    private static final EngineLoad UNTOLD =
            new EngineLoad(OptionalInt.empty(), OptionalInt.empty(), OptionalDouble.empty());

    private final EngineAccess engines;
    private final Route.Serve target;
    private final InFlight.Share inFlight;
    private final Bell wake;
    private final AtomicReference<@Nullable Reading> latest = new AtomicReference<>();
    private final AtomicLong tokens = new AtomicLong();
    private final Bell orders = new Bell();
    private volatile boolean stopped;
    private volatile boolean wanted;
    private volatile boolean resting;
    private double preemptions = Double.POSITIVE_INFINITY;
    private long windowStart = System.nanoTime();

    /// @param wake rung at each reading
    LoadWatch(EngineAccess engines, Route.Serve target, InFlight.Share inFlight, Bell wake) {
        this.engines = engines;
        this.target = target;
        this.inFlight = inFlight;
        this.wake = wake;
    }

    /// The newest reading, once.
    Optional<Reading> take() {
        return Optional.ofNullable(latest.getAndSet(null));
    }

    /// Counts what was answered; an answer without usage still counts.
    void answered(Tokens answer) {
        tokens.addAndGet(Math.max(1, answer.total()));
    }

    void stop() {
        stopped = true;
        orders.ring();
    }

    /// Tells whether items wait for an engine: then readings are wanted, though it may have none at
    /// the moment.
    void want(boolean more) {
        wanted = more;
        if (resting && isWanted()) {
            orders.ring();
        }
    }

    private boolean isWanted() {
        return wanted || inFlight.count() > 0;
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                long seen = orders.rings();
                if (isWanted()) {
                    read();
                    orders.await(seen, PERIOD);
                } else {
                    rest(seen);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void rest(long seen) throws InterruptedException {
        resting = true;
        if (!isWanted()) {
            orders.await(seen);
        }
        resting = false;
    }

    private void read() throws InterruptedException {
        int before = inFlight.count();
        EngineLoad load = load();
        // answers that come all at once leave a moment with few: what counts is what was used
        int most = inFlight.takeMost();
        int used = load.waiting().isPresent() ? before : most;
        latest.set(new Reading(load, used, chats(), preempted(load), throughput()));
        wake.ring();
    }

    private EngineLoad load() throws InterruptedException {
        try {
            return engines.client().load(target);
        } catch (EngineUnreachable _) {
            return UNTOLD;
        }
    }

    /// That this Stoker has open there.
    int chats() {
        return engines.open().chats(target.name());
    }

    private boolean preempted(EngineLoad load) {
        double before = preemptions;
        preemptions = load.preemptions().orElse(before);
        return preemptions > before;
    }

    private OptionalDouble throughput() {
        long now = System.nanoTime();
        long elapsed = now - windowStart;
        if (elapsed < WINDOW.toNanos()) {
            return OptionalDouble.empty();
        }
        windowStart = now;
        return OptionalDouble.of(tokens.getAndSet(0) * 1e9 / elapsed);
    }
}
