package dev.stoker.e2e;

import static dev.stoker.testkit.Eventually.becomes;
import static dev.stoker.testkit.Eventually.holds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.engine.EngineSpec;
import dev.stoker.engine.catalog.CatalogLoader;
import dev.stoker.supervisor.CrashCause;
import dev.stoker.supervisor.EngineHistory.Task;
import dev.stoker.supervisor.EngineSnapshot;
import dev.stoker.supervisor.EngineState;
import dev.stoker.testkit.GenuineEngines;
import dev.stoker.testkit.Http;
import dev.stoker.testkit.ProcessFleet;
import dev.stoker.testkit.Processes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The genuine vLLM on a processor, with a model that has no weights: what befalls engines most,
/// one after the other, since each start takes a minute.
@Tag("genuine")
class GenuineVllmIT {
    private static final Duration LONG = Duration.ofMinutes(15);

    @TempDir private Path directory;

    @Test
    void vllmServesSurvivesTheDeathOfItsCoreAndAHungWorkerAndLeavesNothing() throws Exception {
        List<Path> sharedBefore = shared();
        try (ProcessFleet fleet = ProcessFleet.of(directory.resolve("state"), spec())) {
            fleet.started();
            EngineSnapshot first = readyAfter(0, fleet);
            assertTrue(chat(first).contains("\"choices\""));
            tell("started", first);

            long begin = System.nanoTime();
            one("VLLM::EngineCore", fleet).destroyForcibly();
            holds(() -> !fleet.crashes().isEmpty());
            say("death of the core known after", begin);
            EngineSnapshot second = readyAfter(1, fleet);
            say("serving again after", begin);
            CrashCause cause = fleet.crashes().getFirst().cause();
            assertTrue(
                    cause == CrashCause.WORKER_DIED || cause == CrashCause.KILLED_BY_HOST,
                    cause::label);

            begin = System.nanoTime();
            ProcessFleet.signal("STOP", one("VLLM::Worker", fleet));
            assertEquals(200, Http.get(at(second, "/health")).statusCode());
            becomes(LONG, fleet::crashes, crashes -> crashes.size() == 2);
            say("stopped worker known as hung after", begin);
            assertEquals(CrashCause.HUNG, fleet.crashes().getLast().cause());
            // Once its core exists, vLLM loses the request to end until it has started.
            becomes(
                    LONG,
                    () -> fleet.processes("VLLM::EngineCore"),
                    core -> isOfRun(3, fleet, core));

            begin = System.nanoTime();
            fleet.fleet().stop("genuine");
            becomes(LONG, fleet::snapshot, now -> now.state() instanceof EngineState.Stopped);
            say("stopped in the middle of a start after", begin);
            assertEquals(List.of(), fleet.processes("vllm"));
            assertEquals(List.of(), Processes.inheriting("VLLM_NO_USAGE_STATS", "genuine-test"));
            assertEquals(sharedBefore, shared());
        }
    }

    private EngineSpec spec() throws Exception {
        Path engines = GenuineEngines.vllm();
        Path file = directory.resolve("genuine.yaml");
        Files.writeString(
                file,
                """
                engine: vllm
                program: ENGINES/vllm/bin/vllm
                gpus: 0
                model:
                  path: ENGINES/models/tiny-qwen3
                  served-names: [genuine]
                health:
                  hang-after: 20s
                restart:
                  first-delay: 1s
                args:
                  max-model-len: 2048
                  max-num-seqs: 8
                  enforce-eager: true
                environment:
                  HF_HUB_OFFLINE: 1
                  VLLM_CPU_KVCACHE_SPACE: 1
                  VLLM_NO_USAGE_STATS: genuine-test
                """
                        .replace("ENGINES", engines.toString()));
        Map<String, String> dummies = Map.of("APP_USE_DUMMY_WEIGHTS", "1");
        return new CatalogLoader(dummies).load(List.of(file)).engines().getFirst();
    }

    private static EngineSnapshot readyAfter(long run, ProcessFleet fleet) {
        return becomes(
                LONG,
                fleet::snapshot,
                now -> now.run() > run && now.state() instanceof EngineState.Ready);
    }

    private static boolean isOfRun(long run, ProcessFleet fleet, List<ProcessHandle> core) {
        return fleet.snapshot().run() == run && !core.isEmpty();
    }

    private static ProcessHandle one(String title, ProcessFleet fleet) {
        return fleet.processes(title).getFirst();
    }

    private static String chat(EngineSnapshot engine) throws IOException, InterruptedException {
        String body =
                """
                {"model": "genuine", "max_tokens": 8,
                 "messages": [{"role": "user", "content": "Hi"}]}
                """;
        return Http.post(at(engine, "/v1/chat/completions"), body).body();
    }

    private static URI at(EngineSnapshot engine, String path) {
        return engine.endpoint().orElseThrow().resolve(path);
    }

    /// What Python's processes share; files of databases and others come and go meanwhile.
    private static List<Path> shared() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/dev/shm"))) {
            return files.filter(file -> file.getFileName().toString().matches("(psm_|sem\\.).*"))
                    .sorted()
                    .toList();
        }
    }

    private static void tell(String what, EngineSnapshot engine) {
        System.out.println(what + ": " + engine.history());
        assertTrue(engine.history().took().containsKey(Task.START));
    }

    private static void say(String what, long begin) {
        System.out.printf("%s %.1f s%n", what, (System.nanoTime() - begin) * 1e-9);
    }
}
