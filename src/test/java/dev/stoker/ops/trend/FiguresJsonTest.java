package dev.stoker.ops.trend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.stoker.ops.trend.Reading.Requests;
import dev.stoker.ops.trend.Reading.Tokens;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FiguresJsonTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void rightAfterTheStartThereIsNothingToCompare() {
        JsonObject json = json(reading(0, 5, Map.of()));

        assertEquals(new JsonArray(), json.getJsonArray("at"));
        assertEquals(new JsonArray(), json.getJsonArray("requests_per_second"));
    }

    @Test
    void countersBecomeRatesOfTheTimeThatPassed() {
        JsonObject json =
                json(
                        reading(0, 10, Map.of("glm", new Tokens(100, 10))),
                        reading(5, 20, Map.of("glm", new Tokens(600, 20))),
                        reading(15, 20, Map.of("glm", new Tokens(600, 40))));

        assertEquals(JsonArray.of(2.0, 0.0), json.getJsonArray("requests_per_second"));
        assertEquals(JsonArray.of(100.0, 0.0), json.getJsonArray("prompt_tokens_per_second"));
        assertEquals(JsonArray.of(2.0, 2.0), json.getJsonArray("output_tokens_per_second"));
        assertEquals("2026-11-22T12:00:15Z", json.getJsonArray("at").getString(1));
    }

    @Test
    void anEngineThatWasStartedAnewCountsFromNothing() {
        JsonObject json =
                json(
                        reading(0, 0, Map.of("glm", new Tokens(0, 90_000))),
                        reading(5, 0, Map.of("glm", new Tokens(0, 50))));

        assertEquals(JsonArray.of(10.0), json.getJsonArray("output_tokens_per_second"));
    }

    @Test
    void anEngineThatJustAppearedHasWrittenNothingYet() {
        JsonObject json =
                json(reading(0, 0, Map.of()), reading(5, 0, Map.of("new", new Tokens(9, 9))));

        assertEquals(JsonArray.of(0.0), json.getJsonArray("output_tokens_per_second"));
    }

    @Test
    void timesAreOfTheLastHalfMinuteAndMissingWithoutRequests() {
        Latency none = new Latency(new double[] {1, 2}, new double[] {0, 0});
        Latency some = new Latency(new double[] {1, 2}, new double[] {0, 10});
        JsonObject json =
                json(timed(0, none), timed(5, none), timed(10, some), timed(15, some))
                        .getJsonObject("first_token_seconds");

        assertNull(json.getJsonArray("p50").getValue(0));
        assertEquals(1.5, json.getJsonArray("p50").getDouble(1));
        assertEquals(1.5, json.getJsonArray("p50").getDouble(2));
    }

    @Test
    void enginesAndGpusTellHowTheyAreNow() {
        gauge("stoker.engine.running", "engine", "glm", 3);
        gauge("stoker.engine.kv.usage", "engine", "glm", Double.NaN);
        gauge("stoker.gpu.memory.used", "gpu", "1", 1024);
        gauge("stoker.gpu.memory.total", "gpu", "1", 4096);

        JsonObject json = json();

        assertEquals(
                new JsonObject().put("running", 3.0),
                json.getJsonObject("engines").getValue("glm"));
        assertEquals(
                new JsonObject().put("gpu", 1).put("used_bytes", 1024L).put("total_bytes", 4096L),
                json.getJsonArray("gpus").getValue(0));
    }

    @Test
    void theGatewayCountsTokensWhereAnEngineDoesNot() {
        FunctionCounter.builder("stoker.engine.generation.tokens", this, _ -> 7)
                .tag("engine", "glm")
                .register(registry);
        registry.counter("stoker.gateway.tokens", "model", "own", "kind", "completion")
                .increment(5);

        Reading reading = new ReadMeters(registry).at(NOON, Set.of("own"));

        assertEquals(
                Map.of("glm", new Tokens(0, 7), "model own", new Tokens(0, 5)), reading.tokens());
    }

    @Test
    void theOldestReadingsAreForgotten() {
        Trend trend = new Trend();
        for (int i = 0; i < 400; i++) {
            trend.add(reading(5 * i, i, Map.of()));
        }

        List<Reading> kept = trend.readings();

        assertEquals(181, kept.size());
        assertEquals(399, kept.getLast().requests().ended());
    }

    private JsonObject json(Reading... readings) {
        return new FiguresJson(registry).of(List.of(readings));
    }

    private void gauge(String name, String tag, String value, double now) {
        Gauge.builder(name, () -> now).tag(tag, value).register(registry);
    }

    private static Reading reading(int second, double requests, Map<String, Tokens> tokens) {
        return new Reading(
                NOON.plusSeconds(second),
                new Requests(requests, 0),
                tokens,
                Latency.NONE,
                Latency.NONE);
    }

    private static Reading timed(int second, Latency first) {
        return new Reading(
                NOON.plusSeconds(second), new Requests(0, 0), Map.of(), first, Latency.NONE);
    }
}
