package dev.stoker.gateway.relay.count;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stoker.gateway.relay.answer.Delivery;
import dev.stoker.gateway.relay.answer.Pace;
import dev.stoker.gateway.relay.answer.Usage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RelayMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RelayMetrics metrics = new RelayMetrics(registry);

    @Test
    void requestsAreCountedByPathEngineAndClassOfStatus() {
        for (int status : new int[] {200, 204, 404, 499, 503}) {
            metrics.opened();
            metrics.closed("/v1/completions", "a", status);
        }

        assertEquals(2, count("2xx"));
        assertEquals(2, count("4xx"));
        assertEquals(1, count("5xx"));
    }

    @Test
    void whatIsOpenIsAGauge() {
        metrics.opened();
        metrics.opened();

        metrics.closed("/v1/completions", "a", 200);

        assertEquals(1, registry.get("stoker.gateway.open.requests").gauge().value());
    }

    @Test
    void theTimeToTheFirstByteIsMeasured() {
        metrics.firstByte("/v1/completions", "a", TimeUnit.MILLISECONDS.toNanos(30));

        double total =
                registry.get("stoker.gateway.first.byte")
                        .tags("path", "/v1/completions", "engine", "a")
                        .timer()
                        .totalTime(TimeUnit.MILLISECONDS);

        assertEquals(30, total);
    }

    @Test
    void tokensAreCountedByModelAsTheEngineTellsThem() {
        metrics.tokens("m", new Delivery(false, new Pace(), Optional.of(new Usage(24, 14)), 0));
        metrics.tokens("m", new Delivery(false, new Pace(), Optional.empty(), 0));

        assertEquals(24, tokens("prompt"));
        assertEquals(14, tokens("completion"));
    }

    @Test
    void overheadIsMeasuredByPath() {
        metrics.overhead("/v1/completions", 50_000);

        double total =
                registry.get("stoker.gateway.overhead")
                        .tags("path", "/v1/completions")
                        .timer()
                        .totalTime(TimeUnit.MICROSECONDS);

        assertEquals(50, total);
    }

    private double tokens(String kind) {
        return registry.get("stoker.gateway.tokens")
                .tags("model", "m", "kind", kind)
                .counter()
                .count();
    }

    private double count(String status) {
        return registry.get("stoker.gateway.requests")
                .tags("path", "/v1/completions", "engine", "a", "status", status)
                .counter()
                .count();
    }
}
