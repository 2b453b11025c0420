package dev.stoker.supervisor.gpu;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/// The memory of one run's GPUs: how much of it was in use before the run, who held it, and whether
/// all that the run took has come back.
public final class GpuMemory {
    private static final long TOLERANCE = 100; // MiB: a driver's own bookkeeping moves by less
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final GpuDriver driver;
    private final Map<Integer, Gpu> before;
    private final List<GpuProcess> holders;
    private final boolean amongOthers;

    private GpuMemory(
            GpuDriver driver,
            Map<Integer, Gpu> before,
            List<GpuProcess> holders,
            boolean amongOthers) {
        this.amongOthers = amongOthers;
        this.driver = driver;
        this.before = before;
        this.holders = holders;
    }

    /// Looks at these GPUs before a launch; an engine without GPUs costs no look.
    public static GpuMemory before(GpuDriver driver, List<Integer> gpus) {
        return before(driver, gpus, false);
    }

    /// As [#before], for a run beside others of Stoker's: what living processes hold afterwards is
    /// theirs.
    public static GpuMemory amongOthers(GpuDriver driver, List<Integer> gpus) {
        return before(driver, gpus, true);
    }

    private static GpuMemory before(GpuDriver driver, List<Integer> gpus, boolean amongOthers) {
        if (gpus.isEmpty()) {
            return new GpuMemory(driver, Map.of(), List.of(), amongOthers);
        }
        Map<Integer, Gpu> before = read(driver, gpus);
        boolean inUse = before.values().stream().anyMatch(gpu -> gpu.used() > TOLERANCE);
        return new GpuMemory(driver, before, inUse ? on(gpus, driver) : List.of(), amongOthers);
    }

    /// Who held memory before the launch, and is therefore no part of the run.
    public List<GpuProcess> holders() {
        return holders;
    }

    /// What is missing for an engine that takes this share of each of its GPUs at once; empty when
    /// it fits.
    ///
    /// @param share of the whole memory, 0 to 1
    public Optional<String> shortage(double share) {
        return before.values().stream()
                .filter(gpu -> gpu.memory() - gpu.used() < share * gpu.memory())
                .map(gpu -> tooLittle(gpu, share))
                .reduce((one, other) -> one + "; " + other)
                .map(missing ->
                        holders.isEmpty() ? missing : missing + "; held by " + words(holders));
    }

    /// How the run's GPUs are now, for people; absent for an engine without.
    public Optional<String> table() {
        return before.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        read(driver, List.copyOf(before.keySet())).values().stream()
                                .map(gpu ->
                                        "GPU %d: %d of %d MiB in use"
                                                .formatted(gpu.index(), gpu.used(), gpu.memory()))
                                .collect(Collectors.joining("; ")));
    }

    /// Waits for what the run took, for at most that long.
    public Leftover awaitReturn(Duration patience) {
        if (before.isEmpty()) {
            return Leftover.NOTHING;
        }
        long end = System.nanoTime() + patience.toNanos();
        Map<Integer, Long> kept = kept();
        while (!kept.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_AGAIN.toMillis()));
            kept = kept();
        }
        return kept.isEmpty()
                ? Leftover.NOTHING
                : new Leftover(kept, on(List.copyOf(kept.keySet()), driver));
    }

    /// GPU memory that did not come back.
    ///
    /// @param kept MiB above what was in use before the launch, by GPU
    /// @param holders who computes there now, though no process of the run is left
    public record Leftover(Map<Integer, Long> kept, List<GpuProcess> holders) {
        static final Leftover NOTHING = new Leftover(Map.of(), List.of());

        public Leftover {
            kept = Map.copyOf(kept);
            holders = List.copyOf(holders);
        }

        /// MiB on all GPUs together.
        public long total() {
            return kept.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /// For people: `pid 4242 (python3) with 68000 MiB on GPU 0`, with commas between several.
    public static String words(List<GpuProcess> holders) {
        return holders.stream().map(GpuProcess::words).collect(Collectors.joining(", "));
    }

    private Map<Integer, Long> kept() {
        Map<Integer, Gpu> now = read(driver, List.copyOf(before.keySet()));
        List<GpuProcess> living = amongOthers ? driver.processes() : List.of();
        Map<Integer, Long> kept = new LinkedHashMap<>();
        before.forEach((index, gpu) -> {
            long theirs = amongOthers ? held(living, index) - held(holders, index) : 0;
            long more = now.getOrDefault(index, gpu).used() - gpu.used() - theirs;
            if (more > TOLERANCE) {
                kept.put(index, more);
            }
        });
        return kept;
    }

    private static long held(List<GpuProcess> processes, int gpu) {
        return processes.stream()
                .filter(process -> process.gpu() == gpu)
                .mapToLong(GpuProcess::memory)
                .sum();
    }

    private static Map<Integer, Gpu> read(GpuDriver driver, List<Integer> gpus) {
        return driver.get().stream()
                .filter(gpu -> gpus.contains(gpu.index()))
                .collect(Collectors.toMap(Gpu::index, gpu -> gpu));
    }

    private static List<GpuProcess> on(List<Integer> gpus, GpuDriver driver) {
        List<GpuProcess> there = new ArrayList<>(driver.processes());
        there.removeIf(process -> !gpus.contains(process.gpu()));
        return List.copyOf(there);
    }

    private static String tooLittle(Gpu gpu, double share) {
        return "GPU %d: %.0f of %d MiB wanted, %d free"
                .formatted(
                        gpu.index(), share * gpu.memory(), gpu.memory(), gpu.memory() - gpu.used());
    }
}
