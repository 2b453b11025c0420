package dev.stoker.engine.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.engine.Compute.GpuRequest;
import dev.stoker.engine.Compute.Nodes;
import dev.stoker.engine.EngineSpec;
import dev.stoker.engine.LaunchSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One engine on several machines, each of which reads the same file.
class NodesTest {
    private static final String FILE =
            """
            engine: %s
            model: {path: a/b}
            parallelism: {tensor: 16}
            nodes: {count: 2, rank: "${LWS_WORKER_INDEX:0}", head: "${LWS_LEADER_ADDRESS}"}
            restart: {max-crashes: 0}
            """;

    @TempDir private Path directory;

    private EngineSpec load(String file, String rank) throws IOException, InvalidCatalog {
        Path path = Files.writeString(directory.resolve("big.yaml"), file);
        Map<String, String> environment =
                Map.of("LWS_WORKER_INDEX", rank, "LWS_LEADER_ADDRESS", "stoker-0.stoker");
        return new CatalogLoader(environment).load(List.of(path)).engines().getFirst();
    }

    private static String argv(EngineSpec spec) {
        LaunchSite site = new LaunchSite(40_000, Path.of("/run"), List.of(), Map.of());
        return String.join(" ", spec.dialect().command(spec, site).argv());
    }

    private String problem(String file) {
        return assertThrows(InvalidCatalog.class, () -> load(file, "0")).problems().toString();
    }

    @Test
    void eachMachineGivesItsShareOfTheGpus() throws Exception {
        EngineSpec spec = load(FILE.formatted("sglang"), "1");

        assertEquals(new GpuRequest.Count(8), spec.compute().gpus());
        assertEquals(new Nodes(2, 1, "stoker-0.stoker", 20_000), spec.compute().nodes());
    }

    @Test
    void sglangIsToldWhereItMeetsItsOtherPart() throws Exception {
        String argv = argv(load(FILE.formatted("sglang"), "1"));

        assertTrue(
                argv.contains("--nnodes 2 --node-rank 1 --dist-init-addr stoker-0.stoker:20000"),
                argv);
    }

    @Test
    void vllmIsToldWhereItMeetsAndOnlyItsHeadOpensADoor() throws Exception {
        String head = argv(load(FILE.formatted("vllm"), "0"));
        String other = argv(load(FILE.formatted("vllm"), "1"));

        String meeting = "--master-addr stoker-0.stoker --master-port 20000";
        assertTrue(head.contains("--nnodes 2 --node-rank 0 " + meeting), head);
        assertFalse(head.contains("--headless"), head);
        assertTrue(other.contains("--nnodes 2 --node-rank 1 " + meeting + " --headless"), other);
    }

    @Test
    void onlyTheHeadServes() throws Exception {
        assertTrue(load(FILE.formatted("sglang"), "0").serves("a/b"));
        assertFalse(load(FILE.formatted("sglang"), "1").serves("a/b"));
    }

    @Test
    void onOneMachineNothingIsSaidOfOthers() throws Exception {
        String argv = argv(load("{engine: sglang, model: {path: a/b}}", "0"));

        assertFalse(argv.contains("nnodes"), argv);
    }

    @Test
    void partsAreNotStartedAgainOneByOne() {
        String problem =
                problem(FILE.formatted("vllm").replace("max-crashes: 0", "max-crashes: 5"));

        assertTrue(problem.contains("restart.max-crashes must be 0"), problem);
    }

    @Test
    void theGpusAreSharedOutEvenly() {
        String problem = problem(FILE.formatted("vllm").replace("tensor: 16", "tensor: 3"));

        assertTrue(problem.contains("must divide the 3 GPUs: 2"), problem);
    }

    @Test
    void theGpusOfOneMachineAreCompared() {
        String problem = problem(FILE.formatted("vllm") + "gpus: 16\n");

        assertTrue(problem.contains("16 given, but parallelism needs 8"), problem);
        assertTrue(problem.contains("/ nodes 2"), problem);
    }

    @ParameterizedTest
    @CsvSource({"llama-cpp", "simulator", "tensorrt-llm"})
    void otherKindsRunOnOneMachine(String kind) {
        String problem =
                problem("{engine: %s, model: {path: a}, nodes: {count: 2}}".formatted(kind));

        assertTrue(problem.contains("it runs on one machine"), problem);
    }

    @Test
    void aPlaceOutsideOfTheGroupIsRefused() {
        String problem =
                assertThrows(InvalidCatalog.class, () -> load(FILE.formatted("vllm"), "2"))
                        .problems()
                        .toString();

        assertTrue(problem.contains("must be from 0 to 1: 2"), problem);
    }
}
