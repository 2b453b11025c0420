package dev.stoker.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.engine.EngineDialect.RequestHeaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Against what the engines really answer at `/metrics`.
class EngineMetricsTest {

    @Test
    void vllmWritesTheseNames() throws IOException {
        assertWritten(new Vllm().metrics(), "vllm-0.32.0.txt");
    }

    @Test
    void sglangWritesTheseNames() throws IOException {
        assertWritten(new Sglang().metrics(), "sglang-0.5.23.txt");
    }

    @Test
    void llamaWritesTheseNames() throws IOException {
        assertWritten(new LlamaCpp().metrics(), "llamacpp-b11434.txt");
        assertEquals(Optional.empty(), new LlamaCpp().metrics().kvUsage());
    }

    @Test
    void theOthersPromiseNothing() {
        assertEquals(EngineMetrics.none(), new TensorRtLlm().metrics());
        assertEquals(EngineMetrics.none(), new Custom().metrics());
    }

    @Test
    void batchWorkStandsBehindChatInEveryQueueThatHasPriorities() {
        assertEquals(
                new RequestHeaders(
                        Optional.of("X-Request-Id"), Optional.of("X-Vllm-Priority"), "1"),
                new Vllm().headers());
        assertEquals(
                new RequestHeaders(
                        Optional.of("x-override-rid"), Optional.of("x-override-priority"), "1"),
                new Sglang().headers());
        assertEquals(RequestHeaders.none(), new LlamaCpp().headers());
    }

    private static void assertWritten(EngineMetrics metrics, String sample) throws IOException {
        Set<String> written =
                Files.readAllLines(Path.of("src/test/resources/engine-metrics", sample)).stream()
                        .map(line -> line.split("[{ ]", 2)[0])
                        .collect(Collectors.toSet());

        Stream.of(metrics.running(), metrics.waiting(), metrics.kvUsage(), metrics.heartbeat())
                .flatMap(Optional::stream)
                .forEach(name -> assertTrue(written.contains(name), name));
    }
}
