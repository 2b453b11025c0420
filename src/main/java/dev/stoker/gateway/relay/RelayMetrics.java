package dev.stoker.gateway.relay;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts relayed requests; labels are paths of the table, names of engines, and classes of status.
final class RelayMetrics {
    /// The engine of a request that never got to one.
    static final String NO_ENGINE = "none";

    private record Key(String path, String engine, int hundreds) {}

    private final MeterRegistry registry;
    private final AtomicInteger open;
    private final Map<Key, Counter> requests = new ConcurrentHashMap<>();
    private final Map<Key, Timer> firstBytes = new ConcurrentHashMap<>();

    RelayMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.open = registry.gauge("stoker.gateway.open.requests", new AtomicInteger());
    }

    void opened() {
        open.incrementAndGet();
    }

    void firstByte(String path, String engine, long nanos) {
        firstBytes
                .computeIfAbsent(new Key(path, engine, 2), this::timer)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    /// @param status what the client got; 499 where it left before an answer
    void closed(String path, String engine, int status) {
        open.decrementAndGet();
        requests.computeIfAbsent(new Key(path, engine, status / 100), this::counter).increment();
    }

    private Timer timer(Key key) {
        return Timer.builder("stoker.gateway.first.byte")
                .description("From a request's arrival to the first byte of the engine's answer")
                .tags("path", key.path(), "engine", key.engine())
                .publishPercentileHistogram()
                .register(registry);
    }

    private Counter counter(Key key) {
        return Counter.builder("stoker.gateway.requests")
                .description("Relayed requests")
                .tags("path", key.path(), "engine", key.engine())
                .tag("status", key.hundreds() + "xx")
                .register(registry);
    }
}
