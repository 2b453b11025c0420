package dev.stoker.engine.launch;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The variables that a child gets on top of those it inherits from Stoker.
public final class ChildEnvironment {
    private final Map<String, String> added;
    private final Map<String, String> inherited;

    private ChildEnvironment(Map<String, String> operators, Map<String, String> inherited) {
        this.added = new TreeMap<>(operators);
        this.inherited = inherited;
    }

    /// Starts with what the engine file says.
    ///
    /// @param operators from the engine file; they win over everything inherited
    public static ChildEnvironment of(
            Map<String, String> operators, Map<String, String> inherited) {
        return new ChildEnvironment(operators, inherited);
    }

    /// A default of Stoker's, which gives way to the engine file and to Stoker's own environment.
    public ChildEnvironment unlessSet(String name, String value) {
        if (!inherited.containsKey(name)) {
            added.putIfAbsent(name, value);
        }
        return this;
    }

    /// The GPUs that the child may see, as CUDA wants them listed; empty text hides all.
    public ChildEnvironment devices(Optional<String> visible) {
        visible.ifPresent(devices -> {
            // CUDA's own order is fastest first; the driver's tools list by PCI bus.
            added.put("CUDA_DEVICE_ORDER", "PCI_BUS_ID");
            added.put("CUDA_VISIBLE_DEVICES", devices);
        });
        return this;
    }

    public Map<String, String> variables() {
        return Map.copyOf(added);
    }
}
