package dev.stoker.ops.trend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

@SuppressWarnings("deprecation") // the registry that Quarkus brings
class LatencyTest {
    private static final double[] BOUNDS = {0.1, 0.2, 0.4, Double.POSITIVE_INFINITY};

    @Test
    void aQuantileLiesWithinItsBucketAsEvenlyAsTheTimesAreTakenToLie() {
        Latency latency = new Latency(BOUNDS, new double[] {50, 90, 100, 100});

        assertEquals(0.1, latency.quantile(0.5).orElseThrow(), 1e-9);
        assertEquals(0.3, latency.quantile(0.95).orElseThrow(), 1e-9);
    }

    @Test
    void whatIsAboveAllBoundsCountsAsTheLastOfThem() {
        Latency latency = new Latency(BOUNDS, new double[] {0, 0, 0, 7});

        assertEquals(0.4, latency.quantile(0.95).orElseThrow());
    }

    @Test
    void nothingCountedIsNoTimeAtAll() {
        assertEquals(OptionalDouble.empty(), Latency.NONE.quantile(0.5));
        assertEquals(OptionalDouble.empty(), new Latency(BOUNDS, new double[4]).quantile(0.5));
    }

    @Test
    void onlyWhatCameAfterAnEarlierReadingIsToldOfALaterOne() {
        Latency earlier = new Latency(BOUNDS, new double[] {50, 50, 50, 50});
        Latency later = new Latency(BOUNDS, new double[] {50, 60, 60, 60});

        assertEquals(0.15, later.since(earlier).quantile(0.5).orElseThrow(), 1e-9);
        assertEquals(0.1, earlier.since(Latency.NONE).quantile(1).orElseThrow(), 1e-9);
    }

    @Test
    void timersOfOneNameAreReadTogether() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Timer left = timer(registry, "left");
        Timer right = timer(registry, "right");
        for (int i = 0; i < 99; i++) {
            left.record(Duration.ofMillis(20));
        }
        right.record(Duration.ofSeconds(3));

        Latency both = Latency.of(List.of(left, right));

        assertEquals(0.02, both.quantile(0.5).orElseThrow(), 0.005);
        assertTrue(both.quantile(1).orElseThrow() > 2);
    }

    private static Timer timer(PrometheusMeterRegistry registry, String engine) {
        return Timer.builder("first.byte")
                .tag("engine", engine)
                .publishPercentileHistogram()
                .register(registry);
    }
}
