package dev.stoker.gateway.relay.count;

import dev.stoker.gateway.relay.answer.Delivery;
import dev.stoker.gateway.relay.answer.Pace;
import dev.stoker.gateway.relay.answer.Usage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts relayed requests; labels are paths of the table, names of engines and models, and classes
/// of status.
public final class RelayMetrics {
    /// The engine of a request that never got to one.
    static final String NO_ENGINE = "none";

    private record Key(String path, String engine, int hundreds) {}

    /// What is counted for each model.
    private record OfModel(Counter prompt, Counter completion, Timer perToken, Timer longestGap) {}

    private final MeterRegistry registry;
    private final AtomicInteger open;
    private final Map<Key, Counter> requests = new ConcurrentHashMap<>();
    private final Map<Key, Timer> firstBytes = new ConcurrentHashMap<>();
    private final Map<String, Timer> overheads = new ConcurrentHashMap<>();
    private final Map<String, OfModel> models = new ConcurrentHashMap<>();

    public RelayMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.open = registry.gauge("stoker.gateway.open.requests", new AtomicInteger());
    }

    void opened() {
        open.incrementAndGet();
    }

    void firstByte(String path, String engine, long nanos) {
        firstBytes
                .computeIfAbsent(new Key(path, engine, 2), this::firstBytes)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    void overhead(String path, long nanos) {
        overheads.computeIfAbsent(path, this::overheads).record(nanos, TimeUnit.NANOSECONDS);
    }

    /// Tokens as the engine tells them; where it does not, a chunk is taken for one in times only.
    void tokens(String model, Delivery delivery) {
        OfModel meters = models.computeIfAbsent(model, this::ofModel);
        delivery.usage()
                .ifPresent(usage -> {
                    meters.prompt().increment((double) usage.prompt());
                    meters.completion().increment((double) usage.completion());
                });
        Pace pace = delivery.pace();
        if (!delivery.events() || pace.chunks() < 2) {
            return;
        }
        long tokens = delivery.usage().map(Usage::completion).orElse((long) pace.chunks());
        meters.longestGap().record(pace.longestGap(), TimeUnit.NANOSECONDS);
        meters.perToken().record(pace.perToken(Math.max(2, tokens)), TimeUnit.NANOSECONDS);
    }

    /// @param status what the client got; 499 where it left before an answer
    void closed(String path, String engine, int status) {
        open.decrementAndGet();
        requests.computeIfAbsent(new Key(path, engine, status / 100), this::counter).increment();
    }

    private Timer firstBytes(Key key) {
        return histogram(
                        "stoker.gateway.first.byte",
                        "From a request's arrival to the first byte of the engine's answer")
                .tags("path", key.path(), "engine", key.engine())
                .register(registry);
    }

    private Timer overheads(String path) {
        return histogram(
                        "stoker.gateway.overhead",
                        "From a request's body being there to its being sent to an engine")
                .tags("path", path)
                .register(registry);
    }

    private OfModel ofModel(String model) {
        return new OfModel(
                tokens(model, "prompt"),
                tokens(model, "completion"),
                histogram(
                                "stoker.gateway.inter.token",
                                "Mean time between the tokens of a streamed answer")
                        .tags("model", model)
                        .register(registry),
                histogram("stoker.gateway.longest.gap", "Longest wait within a streamed answer")
                        .tags("model", model)
                        .register(registry));
    }

    private Counter tokens(String model, String kind) {
        return Counter.builder("stoker.gateway.tokens")
                .description("Tokens that engines' answers say they took")
                .tags("model", model, "kind", kind)
                .register(registry);
    }

    private static Timer.Builder histogram(String name, String description) {
        return Timer.builder(name).description(description).publishPercentileHistogram();
    }

    private Counter counter(Key key) {
        return Counter.builder("stoker.gateway.requests")
                .description("Relayed requests")
                .tags("path", key.path(), "engine", key.engine())
                .tag("status", key.hundreds() + "xx")
                .register(registry);
    }
}
