package dev.stoker.ops.trend;

import dev.stoker.ops.trend.Reading.Requests;
import dev.stoker.ops.trend.Reading.Tokens;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads the counters that `/q/metrics` shows, too.
final class ReadMeters {
    private static final String GATEWAY_TOKENS = "stoker.gateway.tokens";

    private final MeterRegistry registry;

    ReadMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /// @param unheard models of engines that do not count tokens themselves: for them the gateway
    ///   counts, which knows only of what it relays
    Reading at(Instant now, Set<String> unheard) {
        return new Reading(
                now,
                requests(),
                tokens(unheard),
                Latency.of(registry.find("stoker.gateway.first.byte").timers()),
                Latency.of(registry.find("stoker.gateway.inter.token").timers()));
    }

    private Requests requests() {
        Collection<Counter> counters = registry.find("stoker.gateway.requests").counters();
        return new Requests(
                counters.stream().mapToDouble(Counter::count).sum(),
                counters.stream()
                        .filter(counter -> "5xx".equals(counter.getId().getTag("status")))
                        .mapToDouble(Counter::count)
                        .sum());
    }

    private Map<String, Tokens> tokens(Set<String> unheard) {
        Map<String, Double> prompt = ofEngines("stoker.engine.prompt.tokens");
        Map<String, Tokens> tokens = new HashMap<>();
        ofEngines("stoker.engine.generation.tokens")
                .forEach((engine, output) ->
                        tokens.put(engine, new Tokens(prompt.getOrDefault(engine, 0.0), output)));
        unheard.forEach(model ->
                tokens.put(
                        "model " + model,
                        new Tokens(relayed(model, "prompt"), relayed(model, "completion"))));
        return tokens;
    }

    private Map<String, Double> ofEngines(String name) {
        return registry.find(name).functionCounters().stream()
                .collect(Collectors.toMap(ReadMeters::engine, FunctionCounter::count, Double::sum));
    }

    private static String engine(Meter meter) {
        return String.valueOf(meter.getId().getTag("engine"));
    }

    private double relayed(String model, String kind) {
        return registry.find(GATEWAY_TOKENS).tags("model", model, "kind", kind).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }
}
