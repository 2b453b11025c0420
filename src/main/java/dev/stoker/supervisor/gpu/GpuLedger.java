package dev.stoker.supervisor.gpu;

import dev.stoker.engine.Compute.GpuRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which GPU is whose. An engine keeps its GPUs through crashes and restarts, until it is stopped.
///
/// Several supervisors ask at once, so one at a time is answered.
public final class GpuLedger {
    private final GpuDriver driver;
    private final Map<Integer, String> owners = new HashMap<>();

    /// @param driver lists the machine's GPUs; asked at each request, since a GPU may fall off
    public GpuLedger(GpuDriver driver) {
        this.driver = driver;
    }

    /// Assigns GPUs, or says why not. What the engine had before is given back first.
    public synchronized GpuGrant assign(String engine, GpuRequest request) {
        release(engine);
        return switch (request) {
            case GpuRequest.None _ -> new GpuGrant.Granted(List.of());
            case GpuRequest.Count(int count) -> anyOf(engine, count, indices());
            case GpuRequest.Ids(List<Integer> ids) -> exactly(engine, ids, indices());
        };
    }

    /// Looks at the memory of assigned GPUs before a launch.
    public GpuMemory memory(List<Integer> gpus) {
        return GpuMemory.before(driver, gpus);
    }

    /// The machine's GPUs as the driver lists them now; may take seconds.
    public List<Gpu> visible() {
        return driver.get();
    }

    /// Gives the engine's GPUs back.
    public synchronized void release(String engine) {
        owners.values().removeIf(engine::equals);
    }

    private GpuGrant anyOf(String engine, int count, List<Integer> visible) {
        List<Integer> free = new ArrayList<>(visible);
        free.removeAll(owners.keySet());
        if (count > visible.size()) {
            return new GpuGrant.Refused(
                    "%d GPUs wanted, %d visible".formatted(count, visible.size()));
        }
        if (count > free.size()) {
            return new GpuGrant.Refused(
                    "%d GPUs wanted, %d of %d free; %s"
                            .formatted(count, free.size(), visible.size(), taken()));
        }
        return granted(engine, free.subList(0, count));
    }

    private GpuGrant exactly(String engine, List<Integer> ids, List<Integer> visible) {
        List<Integer> absent = ids.stream().filter(id -> !visible.contains(id)).toList();
        if (!absent.isEmpty()) {
            return new GpuGrant.Refused("GPUs %s wanted, %s visible".formatted(ids, visible));
        }
        if (ids.stream().anyMatch(owners::containsKey)) {
            return new GpuGrant.Refused("GPUs %s wanted; %s".formatted(ids, taken()));
        }
        return granted(engine, ids);
    }

    private GpuGrant granted(String engine, List<Integer> ids) {
        ids.forEach(id -> owners.put(id, engine));
        return new GpuGrant.Granted(ids);
    }

    private List<Integer> indices() {
        return visible().stream().map(Gpu::index).sorted().toList();
    }

    private String taken() {
        return "taken: " + new java.util.TreeMap<>(owners);
    }
}
