package dev.stoker.ops;

import dev.stoker.batch.database.DatabaseFailure;
import dev.stoker.batch.report.QueueWork.Backlog;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/// What the database knows of work, read now and then, and whether it answers. Each replica shows
/// the whole queue: take the largest, not the sum.
public final class QueueMeters implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final double MILLI = 1e-3;

    private final Supplier<Reading> database;
    private final MultiGauge items;
    private final MultiGauge work;
    private final MultiGauge age;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile boolean answers;
    private volatile double feedSilence;

    /// @param database may take seconds; throws [DatabaseFailure] or [UncheckedIOException] while
    ///   it is away
    public QueueMeters(MeterRegistry registry, Supplier<Reading> database) {
        this.database = database;
        this.items = MultiGauge.builder("stoker.queue.items").register(registry);
        this.work = MultiGauge.builder("stoker.queue.work.seconds").register(registry);
        this.age = MultiGauge.builder("stoker.queue.age.seconds").register(registry);
        Gauge.builder("stoker.database.up", () -> answers ? 1 : 0).register(registry);
        Gauge.builder("stoker.feed.silent.seconds", () -> feedSilence).register(registry);
    }

    /// What is read at once.
    ///
    /// @param feedSilence how long no filings may be fetched yet, because the Feed has blocked its
    ///   callers
    public record Reading(List<Backlog> queue, Duration feedSilence) {}

    /// Reads the database from now on.
    public void watch() {
        Thread.ofVirtual()
                .name("queue-meters")
                .start(() -> {
                    try {
                        do {
                            show();
                        } while (!closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    }
                });
    }

    /// What cannot be asked is not shown: an old figure would pass for a new one.
    void show() {
        try {
            Reading reading = database.get();
            show(reading.queue());
            feedSilence = reading.feedSilence().toMillis() * MILLI;
            answers = true;
        } catch (DatabaseFailure | UncheckedIOException _) {
            answers = false;
            show(List.of());
        }
    }

    private void show(List<Backlog> backlogs) {
        rows(items, backlogs, Backlog::items);
        rows(work, backlogs, backlog -> backlog.work().toMillis() * MILLI);
        rows(age, backlogs, backlog -> backlog.age().toMillis() * MILLI);
    }

    private static void rows(
            MultiGauge gauge, List<Backlog> backlogs, ToDoubleFunction<Backlog> figure) {
        gauge.register(
                backlogs.stream()
                        .map(backlog ->
                                MultiGauge.Row.of(
                                        Tags.of("model", backlog.model()),
                                        figure.applyAsDouble(backlog)))
                        .toList(),
                true);
    }

    @Override
    public void close() {
        closing.countDown();
    }
}
