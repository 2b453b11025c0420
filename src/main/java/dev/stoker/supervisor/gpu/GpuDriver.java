package dev.stoker.supervisor.gpu;

import java.util.List;
import java.util.function.Supplier;

/// Whoever knows the machine's GPUs; a seam to NVIDIA's tools.
public interface GpuDriver extends Supplier<List<Gpu>> {
    /// Which processes compute on the GPUs now; empty where nobody can tell.
    default List<GpuProcess> processes() {
        return List.of();
    }
}
