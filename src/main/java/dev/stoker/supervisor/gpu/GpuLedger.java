package dev.stoker.supervisor.gpu;

import dev.stoker.engine.Compute.GpuRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which GPU is whose. An engine keeps its GPUs through crashes and restarts, until it is stopped.
/// Engines that map the memory of one weight daemon form a group with it, whose GPUs they share.
///
/// Several supervisors ask at once, so one at a time is answered.
public final class GpuLedger {
    private final GpuDriver driver;
    private final Map<Integer, String> owners = new HashMap<>(); // the group of each GPU
    private final Map<String, String> groups = new HashMap<>(); // of each engine

    /// @param driver lists the machine's GPUs; asked at each request, since a GPU may fall off
    public GpuLedger(GpuDriver driver) {
        this.driver = driver;
    }

    /// Assigns GPUs, or says why not. What the engine had before is given back first.
    public synchronized GpuGrant assign(String engine, GpuRequest request) {
        return assign(engine, engine, request);
    }

    /// As [#assign], for one of a group: what another of it holds already is its own, too.
    public synchronized GpuGrant assign(String engine, String group, GpuRequest request) {
        release(engine);
        groups.put(engine, group);
        List<Integer> shared = ownedBy(group);
        if (!shared.isEmpty()) {
            return new GpuGrant.Granted(shared);
        }
        return switch (request) {
            case GpuRequest.None _ -> new GpuGrant.Granted(List.of());
            case GpuRequest.Count(int count) -> anyOf(group, count, indices());
            case GpuRequest.Ids(List<Integer> ids) -> exactly(group, ids, indices());
        };
    }

    /// What an engine will ask for.
    public record Wish(String engine, String group, GpuRequest request) {}

    /// Which of those would be refused if they were launched in this order, and why; nothing is
    /// assigned.
    ///
    /// @param leaving engines that will have given back what they hold
    /// @return reasons by the name of the engine
    public synchronized Map<String, String> refusals(
            Collection<String> leaving, List<Wish> wishes) {
        if (wishes.stream().allMatch(wish -> wish.request() instanceof GpuRequest.None)) {
            return Map.of();
        }
        List<Gpu> seen = visible();
        GpuLedger trial = new GpuLedger(() -> seen);
        trial.owners.putAll(owners);
        trial.groups.putAll(groups);
        leaving.forEach(trial::release);
        Map<String, String> refusals = new LinkedHashMap<>();
        for (Wish wish : wishes) {
            if (trial.assign(wish.engine(), wish.group(), wish.request())
                    instanceof GpuGrant.Refused(String reason)) {
                refusals.put(wish.engine(), reason);
            }
        }
        return refusals;
    }

    /// Looks at the memory of assigned GPUs before a launch.
    public GpuMemory memory(List<Integer> gpus) {
        return GpuMemory.before(driver, gpus);
    }

    /// As [#memory], where others of the group come and go meanwhile.
    public GpuMemory sharedMemory(List<Integer> gpus) {
        return GpuMemory.amongOthers(driver, gpus);
    }

    /// The machine's GPUs as the driver lists them now; may take seconds.
    public List<Gpu> visible() {
        return driver.get();
    }

    /// Gives the engine's GPUs back, unless another of its group needs them.
    public synchronized void release(String engine) {
        String group = groups.remove(engine);
        if (group != null && !groups.containsValue(group)) {
            owners.values().removeIf(group::equals);
        }
    }

    private List<Integer> ownedBy(String group) {
        return owners.entrySet().stream()
                .filter(owned -> owned.getValue().equals(group))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
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
