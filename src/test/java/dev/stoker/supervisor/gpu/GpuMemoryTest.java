package dev.stoker.supervisor.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.testkit.FakeNvidiaSmi;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Over a tool that prints what `nvidia-smi` prints.
class GpuMemoryTest {
    @TempDir private Path directory;
    private FakeNvidiaSmi tool;

    @BeforeEach
    void installTheTool() throws IOException {
        tool = FakeNvidiaSmi.in(directory).using(0, 4).using(1, 4);
    }

    @Test
    void memoryThatCameBackLeavesNothing() throws IOException {
        GpuMemory memory = GpuMemory.before(driver(), List.of(0, 1));
        tool.using(0, 50);

        GpuMemory.Leftover left = memory.awaitReturn(Duration.ofSeconds(10));

        assertEquals(0, left.total());
        assertEquals(List.of(), left.holders());
    }

    @Test
    void memoryThatIsKeptIsToldWithWhoKeepsIt() throws IOException {
        GpuMemory memory = GpuMemory.before(driver(), List.of(0, 1));
        tool.using(1, 70_004).computing(1, 4242, "VLLM::Worker_TP1", 69_900);

        GpuMemory.Leftover left = memory.awaitReturn(Duration.ZERO);

        assertEquals(Map.of(1, 70_000L), left.kept());
        assertEquals(
                "pid 4242 (VLLM::Worker_TP1) with 69900 MiB on GPU 1",
                GpuMemory.words(left.holders()));
    }

    @Test
    void whatLivingProcessesOfItsGroupTookMeanwhileIsTheirs() throws IOException {
        GpuMemory memory = GpuMemory.amongOthers(driver(), List.of(0));
        tool.using(0, 40_104).computing(0, 77, "vllm preload", 40_000);

        assertEquals(0, memory.awaitReturn(Duration.ZERO).total());

        tool.using(0, 50_104);
        assertEquals(Map.of(0, 10_100L), memory.awaitReturn(Duration.ZERO).kept());
    }

    @Test
    void memoryOfOtherGpusIsNoConcernOfTheRun() throws IOException {
        GpuMemory memory = GpuMemory.before(driver(), List.of(0));
        tool.using(1, 70_004);

        assertEquals(0, memory.awaitReturn(Duration.ZERO).total());
    }

    @Test
    void memoryThatOthersHeldBeforeIsNotAskedBack() throws IOException {
        tool.using(0, 30_000).computing(0, 77, "python3", 29_000);

        GpuMemory memory = GpuMemory.before(driver(), List.of(0));

        assertEquals(0, memory.awaitReturn(Duration.ZERO).total());
        assertEquals(List.of(new GpuProcess(0, 77, "python3", 29_000)), memory.holders());
    }

    @Test
    void anEngineThatNeedsMoreThanIsFreeLearnsWhoHoldsIt() throws IOException {
        tool.using(0, 30_000).computing(0, 77, "python3", 29_000);

        Optional<String> shortage = GpuMemory.before(driver(), List.of(0, 1)).shortage(0.9);

        assertEquals(
                Optional.of(
                        "GPU 0: 73403 of 81559 MiB wanted, 51559 free;"
                                + " held by pid 77 (python3) with 29000 MiB on GPU 0"),
                shortage);
    }

    @Test
    void anEngineThatFitsBesideOthersIsNotHeldUp() throws IOException {
        tool.using(0, 30_000).computing(0, 77, "python3", 29_000);

        assertTrue(GpuMemory.before(driver(), List.of(0)).shortage(0.5).isEmpty());
    }

    @Test
    void anEngineWithoutGpusAsksNobody() {
        GpuMemory memory = GpuMemory.before(new NvidiaSmi("/no/such/tool"), List.of());

        assertEquals(0, memory.awaitReturn(Duration.ofMinutes(1)).total());
        assertTrue(memory.shortage(0.9).isEmpty());
    }

    @Test
    void aProcessThatTheDriverDoesNotNameIsStillListed() throws IOException {
        tool.computing(0, 99, "[Not Found]", "[N/A]");

        assertEquals(List.of(new GpuProcess(0, 99, "[Not Found]", 0)), driver().processes());
    }

    private GpuDriver driver() {
        return new NvidiaSmi(tool.program());
    }
}
