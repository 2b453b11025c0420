package dev.stoker.engine;

import java.util.List;
import java.util.Set;

/// The GPUs an engine asks for.
public sealed interface GpuRequest {
    /// Runs on the processor.
    record None() implements GpuRequest {}

    /// Any GPUs that are free.
    record Count(int count) implements GpuRequest {
        public Count {
            Positive.count("gpus", count);
        }
    }

    /// These and no others, by index as the driver lists them.
    record Ids(List<Integer> ids) implements GpuRequest {
        public Ids {
            ids = List.copyOf(ids);
            if (ids.isEmpty()
                    || Set.copyOf(ids).size() < ids.size()
                    || ids.stream().anyMatch(id -> id < 0)) {
                throw new IllegalArgumentException(
                        "gpus must be indexes from 0 on, each once: " + ids);
            }
        }
    }
}
