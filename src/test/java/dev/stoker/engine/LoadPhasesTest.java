package dev.stoker.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.engine.EngineDialect.LoadPhase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Against what the engines really wrote when they started.
class LoadPhasesTest {

    @Test
    void aStartOfVllmIsFollowedFromItsLog() throws IOException {
        assertEquals(
                List.of(
                        "10 starting workers",
                        "15 loading weights",
                        "50 compiling",
                        "75 allocating the KV cache",
                        "92 starting the server",
                        "97 opening the port",
                        "99 answering a first request"),
                seen(new Vllm(), "vllm-0.32.0.log"));
    }

    @Test
    void aStartOfSglangIsFollowedFromItsLog() throws IOException {
        assertEquals(
                List.of(
                        "10 starting workers",
                        "15 loading weights",
                        "60 allocating the KV cache",
                        "70 preparing kernels",
                        "95 warming up",
                        "99 answering a first request"),
                seen(new Sglang(), "sglang-0.5.23.log"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"llamacpp-b10434.log", "llamacpp-b11434.log"})
    void aStartOfLlamaIsFollowedFromItsLog(String log) throws IOException {
        assertEquals(
                List.of(
                        "10 loading weights",
                        "80 preparing slots",
                        "95 opening the port",
                        "99 answering a first request"),
                seen(new LlamaCpp(), log));
    }

    @Test
    void cudaGraphsOfSglangAreFollowedByTheirKnownLines() {
        List<LoadPhase> phases = new Sglang().phases();

        assertEquals(
                List.of("capturing CUDA graphs"),
                names(phases, "[2026-11-21 22:15:26] Capture draft decode CUDA graph begin. bs=1"));
        assertEquals(
                List.of("starting the server"),
                names(phases, "[2026-11-21 22:15:29] Capture decode CUDA graph end. elapsed=3 s"));
    }

    @Test
    void tensorRtIsFollowedByItsKnownLines() {
        List<LoadPhase> phases = new TensorRtLlm().phases();

        assertEquals(
                List.of("loading weights"),
                names(phases, "Loading weights concurrently: 100% 45/45 [00:01<00:00]"));
        assertEquals(List.of("preparing kernels"), names(phases, "Model init total -- 5.18s"));
    }

    @Test
    void everyKindsPhasesRiseTowardsTheEnd() {
        for (EngineDialect dialect : EngineDialect.all()) {
            List<Integer> percents = dialect.phases().stream().map(LoadPhase::percent).toList();

            assertEquals(percents.stream().sorted().distinct().toList(), percents);
            assertTrue(percents.stream().allMatch(percent -> percent > 0 && percent < 100));
        }
    }

    private static List<String> seen(EngineDialect dialect, String log) throws IOException {
        List<String> seen = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("src/test/resources/engine-logs", log))) {
            dialect.phases().stream()
                    .filter(phase -> phase.line().matcher(line).find())
                    .forEach(phase -> seen.add(phase.percent() + " " + phase.name()));
        }
        return seen;
    }

    private static List<String> names(List<LoadPhase> phases, String line) {
        return phases.stream()
                .filter(phase -> phase.line().matcher(line).find())
                .map(LoadPhase::name)
                .toList();
    }
}
