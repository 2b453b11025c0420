package dev.stoker.batch.feed;

import dev.stoker.batch.job.Tokens;
import dev.stoker.inference.EngineClient;
import dev.stoker.inference.EngineLoad;
import dev.stoker.inference.EngineUnreachable;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/// Reads every quarter of a second what an engine is doing, on a thread of its own: a busy engine
/// may be slow to tell.
final class LoadWatch implements Runnable {
    private static final Duration PERIOD = Duration.ofMillis(250);
    private static final Duration WINDOW = Duration.ofSeconds(2);
    private static final EngineLoad UNTOLD =
            new EngineLoad(OptionalInt.empty(), OptionalInt.empty(), OptionalDouble.empty());

    private final EngineClient client;
    private final EngineWatch engine;
    private final InFlight inFlight;
    private final Bell wake;
    private final AtomicReference<Pace.@org.jspecify.annotations.Nullable Reading> latest =
            new AtomicReference<>();
    private final AtomicLong tokens = new AtomicLong();
    private final Bell stop = new Bell();
    private volatile boolean stopped;
    private long windowStart = System.nanoTime();

    /// @param wake rung at each reading
    LoadWatch(EngineClient client, EngineWatch engine, InFlight inFlight, Bell wake) {
        this.client = client;
        this.engine = engine;
        this.inFlight = inFlight;
        this.wake = wake;
    }

    /// The newest reading, once.
    Optional<Pace.Reading> take() {
        return Optional.ofNullable(latest.getAndSet(null));
    }

    /// Counts what was answered; an answer without usage still counts.
    void answered(Tokens answer) {
        tokens.addAndGet(Math.max(1, answer.total()));
    }

    void stop() {
        stopped = true;
        stop.ring();
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                long seen = stop.rings();
                if (inFlight.count() > 0) {
                    read();
                }
                stop.await(seen, PERIOD);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() throws InterruptedException {
        int before = inFlight.count();
        EngineLoad load = load();
        latest.set(new Pace.Reading(load.running(), load.waiting(), before, throughput()));
        wake.ring();
    }

    private EngineLoad load() throws InterruptedException {
        try {
            return engine.ready().isPresent() ? client.load(engine.ready().get()) : UNTOLD;
        } catch (EngineUnreachable _) {
            return UNTOLD;
        }
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
