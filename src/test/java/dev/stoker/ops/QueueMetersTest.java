package dev.stoker.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stoker.batch.report.QueueWork.Backlog;
import dev.stoker.ops.QueueMeters.Reading;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class QueueMetersTest {
    private static final Backlog QWEN =
            new Backlog("qwen", 40, Duration.ofSeconds(90), Duration.ofMinutes(5));

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private Supplier<Reading> database = () -> new Reading(List.of(), Duration.ZERO);
    private final QueueMeters meters = new QueueMeters(registry, () -> database.get());

    @Test
    void theBacklogOfEachModelIsShown() {
        show(new Reading(List.of(QWEN), Duration.ZERO));

        assertEquals(40, gauge("stoker.queue.items"));
        assertEquals(90, gauge("stoker.queue.work.seconds"));
        assertEquals(300, gauge("stoker.queue.age.seconds"));
        assertEquals(1, registry.get("stoker.database.up").gauge().value());
    }

    @Test
    void aModelWithoutWorkIsShownNoLonger() {
        show(new Reading(List.of(QWEN), Duration.ZERO));

        show(new Reading(List.of(), Duration.ZERO));

        assertEquals(0, registry.find("stoker.queue.items").gauges().size());
    }

    @Test
    void theFiguresOfADatabaseThatIsAwayAreNotShown() {
        show(new Reading(List.of(QWEN), Duration.ZERO));

        database =
                () -> {
                    throw new UncheckedIOException(new IOException("away"));
                };
        meters.show();

        assertEquals(0, registry.get("stoker.database.up").gauge().value());
        assertEquals(0, registry.find("stoker.queue.items").gauges().size());
    }

    @Test
    void theSilenceOfTheFeedIsShown() {
        show(new Reading(List.of(), Duration.ofMinutes(10)));

        assertEquals(600, registry.get("stoker.feed.silent.seconds").gauge().value());
    }

    private void show(Reading reading) {
        database = () -> reading;
        meters.show();
    }

    private double gauge(String name) {
        return registry.get(name).tag("model", "qwen").gauge().value();
    }
}
