package dev.stoker.supervisor.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stoker.supervisor.Crash;
import dev.stoker.supervisor.CrashCause;
import dev.stoker.supervisor.gpu.GpuMemory;
import dev.stoker.supervisor.gpu.NvidiaSmi;
import dev.stoker.supervisor.process.OomKills;
import dev.stoker.testkit.FakeNvidiaSmi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CircumstancesTest {
    @TempDir private Path directory;

    @Test
    void memoryThatSomebodyElseHeldIsNoFaultOfTheConfiguration() throws IOException {
        FakeNvidiaSmi tool =
                FakeNvidiaSmi.in(directory).using(0, 60_000).computing(0, 77, "python3", 59_000);
        GpuMemory memory = GpuMemory.before(new NvidiaSmi(tool.program()), List.of(0));

        Crash told = around(memory, 0).explain(crash(CrashCause.OUT_OF_MEMORY_AT_LOAD));

        assertEquals(
                crash(
                        CrashCause.GPU_TAKEN,
                        "exit code 1; held by pid 77 (python3) with 59000 MiB on GPU 0"),
                told);
    }

    @Test
    void memoryThatTheEngineAloneExhaustedIsItsConfiguration() throws IOException {
        Crash crash = crash(CrashCause.OUT_OF_MEMORY_AT_LOAD);

        assertEquals(crash, around(noGpu(), 0).explain(crash));
    }

    @Test
    void aWorkerThatTheKernelKilledForMemoryWasKilledByTheHost() throws IOException {
        Crash told = around(noGpu(), 2).explain(crash(CrashCause.WORKER_DIED));

        assertEquals(
                crash(
                        CrashCause.KILLED_BY_HOST,
                        "exit code 1; the kernel killed 1 processes for want of memory since the"
                                + " launch"),
                told);
    }

    @Test
    void aBadFlagIsABadFlagWhateverTheKernelKilledElsewhere() throws IOException {
        Crash crash = crash(CrashCause.BAD_FLAG);

        assertEquals(crash, around(noGpu(), 2).explain(crash));
    }

    /// Three kills by now.
    private Circumstances around(GpuMemory memory, long killsBefore) throws IOException {
        Path events = directory.resolve("memory.events");
        Files.writeString(events, "oom 0\noom_kill %d\n".formatted(killsBefore == 0 ? 0 : 3));
        return new Circumstances(memory, new OomKills(List.of(events)), killsBefore);
    }

    private static GpuMemory noGpu() {
        return GpuMemory.before(List::of, List.of());
    }

    private static Crash crash(CrashCause cause) {
        return crash(cause, "exit code 1");
    }

    private static Crash crash(CrashCause cause, String detail) {
        return new Crash(cause, detail, Instant.EPOCH);
    }
}
