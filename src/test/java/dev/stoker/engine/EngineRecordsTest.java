package dev.stoker.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.engine.Compute.GpuRequest;
import dev.stoker.engine.Compute.Parallelism;
import dev.stoker.engine.Compute.Speculation;
import dev.stoker.engine.Model.Precision;
import dev.stoker.engine.Model.Weights;
import dev.stoker.engine.Operation.HealthCheck;
import dev.stoker.engine.Operation.RestartSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// What the records refuse, in the words of the engine file.
class EngineRecordsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void aNameIsFitForPathsAndLabels() {
        EngineSpec spec = Specs.of(new Vllm()).spec();

        assertRefused(
                "name must match [a-z0-9][a-z0-9.-]*: My Engine",
                () ->
                        new EngineSpec(
                                "My Engine",
                                spec.program(),
                                spec.model(),
                                spec.compute(),
                                spec.operation()));
    }

    @Test
    void argumentsKeepTheOperatorsOrder() {
        Map<String, Object> args = new LinkedHashMap<>();
        List.of("zulu", "alpha", "mike", "bravo", "yankee").forEach(key -> args.put(key, 1));

        EngineSpec.Program program = new EngineSpec.Program(new Vllm(), args, Map.of());

        assertEquals(List.copyOf(args.keySet()), List.copyOf(program.args().keySet()));
    }

    @Test
    void secretsOfTheEnvironmentAreNotPrinted() {
        Specs specs =
                Specs.of(new Vllm())
                        .args(Map.of("max-num-seqs", 8))
                        .environment(Map.of("HF_TOKEN", "hf_secret"));

        String printed = specs.spec() + "\n" + specs.launch();

        assertFalse(printed.contains("hf_secret"), printed);
        assertTrue(printed.contains("HF_TOKEN") && printed.contains("engine.yaml"), printed);
    }

    @Test
    void aModelIsServedUnderItsAliases() {
        EngineSpec spec = Specs.of(new Vllm()).spec();

        assertTrue(spec.serves("llm"));
        assertFalse(spec.serves("gpt"));
        assertEquals("acme/model", spec.model().name());
    }

    @Test
    void namesOfAModelAreUnique() {
        assertRefused(
                "model.served-names must be present and unique: [a, a]",
                () ->
                        new Model(
                                "m",
                                Optional.empty(),
                                List.of("a", "a"),
                                Precision.AUTO,
                                new Weights.Dummy()));
    }

    @Test
    void parallelismMultipliesToGpus() {
        assertEquals(16, new Parallelism(4, 2, 2, 8).gpus());
        assertRefused(
                "parallelism.pipeline must be at least 1: 0", () -> new Parallelism(1, 0, 1, 1));
        assertRefused(
                "parallelism.expert must divide tensor * data, which is 8: 3",
                () -> new Parallelism(8, 1, 1, 3));
    }

    @Test
    void gpusAreCountedOrNamedOnce() {
        assertRefused("gpus must be at least 1: 0", () -> new GpuRequest.Count(0));
        assertRefused(
                "gpus must be indexes from 0 on, each once: [1, 1]",
                () -> new GpuRequest.Ids(List.of(1, 1)));
        assertRefused(
                "gpus must be indexes from 0 on, each once: [0, -1]",
                () -> new GpuRequest.Ids(List.of(0, -1)));
    }

    @Test
    void speculationIsPositive() {
        assertRefused(
                "speculation.top-k must be at least 1: 0",
                () -> new Speculation("EAGLE", 3, 0, 4, Optional.empty()));
    }

    @Test
    void timesArePositive() {
        assertRefused(
                "health.hang-after must be positive: PT0S",
                () -> new HealthCheck(SECOND, SECOND, Duration.ZERO));
        assertRefused(
                "restart.first-delay must be positive: PT0S",
                () -> new RestartSettings(Duration.ZERO, SECOND, 5, SECOND, SECOND));
        assertRefused(
                "restart.max-delay must not be shorter than restart.first-delay, which is PT2S: PT1S",
                () -> new RestartSettings(SECOND.multipliedBy(2), SECOND, 5, SECOND, SECOND));
        assertRefused(
                "restart.max-crashes must not be negative: -1",
                () -> new RestartSettings(SECOND, SECOND, -1, SECOND, SECOND));
    }

    @Test
    void onlyADrainMayTakeNoTime() {
        Operation usual = Operation.DEFAULTS;

        assertEquals(
                Duration.ZERO,
                new Operation(SECOND, Duration.ZERO, usual.health(), usual.restart())
                        .drainTimeout());
        assertRefused(
                "start-timeout must be positive: PT0S",
                () -> new Operation(Duration.ZERO, SECOND, usual.health(), usual.restart()));
    }

    private static void assertRefused(String message, Executable construction) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, construction).getMessage());
    }
}
