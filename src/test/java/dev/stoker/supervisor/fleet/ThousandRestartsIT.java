package dev.stoker.supervisor.fleet;

import static dev.stoker.testkit.EngineSpecs.engine;
import static dev.stoker.testkit.Eventually.becomes;
import static dev.stoker.testkit.Eventually.holds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.engine.launch.LaunchCommand;
import dev.stoker.supervisor.EngineState.Stopped;
import dev.stoker.testkit.ProcessFleet;
import dev.stoker.testkit.TestEquipment;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class ThousandRestartsIT {
    @Test
    void aThousandRestartsLeakNeitherThreadsNorDescriptorsNorProcesses(@TempDir Path state)
            throws IOException {
        var crashing =
                new LaunchCommand(
                        List.of("sh", "-c", "sleep 600 & setsid sleep 600 & exit 1"),
                        Map.of(),
                        Map.of());
        var spec = engine().restartedAfter(Duration.ofMillis(1), 1_000_000).build();
        try (var fleet =
                new ProcessFleet(
                        state,
                        spec,
                        settings -> TestEquipment.real(settings, (_, _) -> crashing))) {
            fleet.started();
            holds(() -> fleet.snapshot().run() >= 20);
            long descriptors = descriptors();
            int threads = threads();
            long memory = heap();

            becomes(Duration.ofMinutes(20), fleet::snapshot, now -> now.run() >= 1020);
            fleet.fleet().stop("tiny");
            fleet.await(Stopped.class);

            assertTrue(descriptors() < descriptors + 20, "descriptors: " + descriptors());
            assertTrue(threads() < threads + 20, "threads: " + threads());
            assertTrue(heap() < memory + (32 << 20), "heap: " + heap());
            assertEquals(0, ProcessHandle.current().descendants().count());
        }
    }

    private static int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }
}
