package dev.stoker.ops.trend;

import dev.stoker.ops.trend.Reading.Tokens;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// The trend as columns of equal length, and what engines and GPUs say now.
final class FiguresJson {
    /// Readings that a latency is taken over: of a single step there are too few to speak of.
    private static final int LATENCY_STEPS = 6;

    private static final double ROUND = 1e4;
    private static final double MILLI = 1e-3;

    private final MeterRegistry registry;

    FiguresJson(MeterRegistry registry) {
        this.registry = registry;
    }

    JsonObject of(List<Reading> readings) {
        JsonArray at = new JsonArray();
        readings.stream().skip(1).forEach(reading -> at.add(reading.at().toString()));
        return new JsonObject()
                .put("step_seconds", Trend.STEP.toSeconds())
                .put("at", at)
                .put("requests_per_second", rates(readings, now -> now.requests().ended()))
                .put("refused_per_second", rates(readings, now -> now.requests().refused()))
                .put("prompt_tokens_per_second", tokens(readings, Tokens::prompt))
                .put("output_tokens_per_second", tokens(readings, Tokens::output))
                .put("first_token_seconds", latency(readings, true))
                .put("inter_token_seconds", latency(readings, false))
                .put("engines", engines(readings))
                .put("gpus", gpus());
    }

    private static JsonArray rates(List<Reading> readings, ToDoubleFunction<Reading> counter) {
        JsonArray column = new JsonArray();
        for (int i = 1; i < readings.size(); i++) {
            Reading before = readings.get(i - 1);
            Reading now = readings.get(i);
            double counted = counter.applyAsDouble(now) - counter.applyAsDouble(before);
            column.add(round(counted / seconds(before, now)));
        }
        return column;
    }

    private static JsonArray tokens(List<Reading> readings, ToDoubleFunction<Tokens> kind) {
        JsonArray column = new JsonArray();
        for (int i = 1; i < readings.size(); i++) {
            Reading before = readings.get(i - 1);
            Reading now = readings.get(i);
            column.add(round(kind.applyAsDouble(now.since(before)) / seconds(before, now)));
        }
        return column;
    }

    private static JsonObject latency(List<Reading> readings, boolean first) {
        JsonArray median = new JsonArray();
        JsonArray tail = new JsonArray();
        for (int i = 1; i < readings.size(); i++) {
            Latency now = latency(readings.get(i), first);
            Latency before = latency(readings.get(Math.max(0, i - LATENCY_STEPS)), first);
            Latency between = now.since(before);
            median.add(number(between.quantile(0.5)));
            tail.add(number(between.quantile(0.95)));
        }
        return new JsonObject().put("p50", median).put("p95", tail);
    }

    private static Latency latency(Reading reading, boolean first) {
        return first ? reading.first() : reading.between();
    }

    private JsonObject engines(List<Reading> readings) {
        Map<String, JsonObject> engines = new TreeMap<>();
        gauges(engines, "stoker.engine.running", "running");
        gauges(engines, "stoker.engine.waiting", "waiting");
        gauges(engines, "stoker.engine.kv.usage", "kv_usage");
        if (readings.size() > 1) {
            Reading now = readings.getLast();
            Reading before = readings.get(readings.size() - 2);
            engines.forEach((engine, json) -> {
                if (now.tokens().containsKey(engine)) {
                    double output = now.since(before, engine).output();
                    json.put("output_tokens_per_second", round(output / seconds(before, now)));
                }
            });
        }
        JsonObject all = new JsonObject();
        engines.forEach(all::put);
        return all;
    }

    private void gauges(Map<String, JsonObject> engines, String name, String member) {
        for (Gauge gauge : registry.find(name).gauges()) {
            String engine = String.valueOf(gauge.getId().getTag("engine"));
            double value = gauge.value();
            if (!Double.isNaN(value)) {
                engines.computeIfAbsent(engine, _ -> new JsonObject()).put(member, round(value));
            }
        }
    }

    private JsonArray gpus() {
        Map<Integer, JsonObject> gpus = new TreeMap<>();
        memory(gpus, "stoker.gpu.memory.used", "used_bytes");
        memory(gpus, "stoker.gpu.memory.total", "total_bytes");
        return new JsonArray(List.copyOf(gpus.values()));
    }

    private void memory(Map<Integer, JsonObject> gpus, String name, String member) {
        for (Gauge gauge : registry.find(name).gauges()) {
            int index = Integer.parseInt(String.valueOf(gauge.getId().getTag("gpu")));
            gpus.computeIfAbsent(index, _ -> new JsonObject().put("gpu", index))
                    .put(member, (long) gauge.value());
        }
    }

    private static double seconds(Reading before, Reading now) {
        return Math.max(1, Duration.between(before.at(), now.at()).toMillis()) * MILLI;
    }

    private static @Nullable Double number(OptionalDouble value) {
        return value.isPresent() ? Double.valueOf(round(value.getAsDouble())) : null;
    }

    private static double round(double value) {
        return Math.round(value * ROUND) / ROUND;
    }
}
