package dev.stoker.engine;

import java.util.List;

/// The GPUs an engine asks for.
public sealed interface GpuRequest {
    /// Runs on the processor.
    record None() implements GpuRequest {}

    /// Any GPUs that are free.
    record Count(int count) implements GpuRequest {}

    /// These and no others, by index as the driver lists them.
    record Ids(List<Integer> ids) implements GpuRequest {
        public Ids {
            ids = List.copyOf(ids);
        }
    }
}
