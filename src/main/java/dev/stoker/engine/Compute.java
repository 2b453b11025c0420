package dev.stoker.engine;

import java.util.Optional;

/// The hardware an engine wants and how it spreads the model over it.
public record Compute(
        Parallelism parallelism, GpuRequest gpus, Optional<Speculation> speculation) {}
