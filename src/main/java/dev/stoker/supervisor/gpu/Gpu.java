package dev.stoker.supervisor.gpu;

/// One GPU as the driver lists it.
///
/// @param memory in MiB
/// @param used of the memory, in MiB, by whomever
public record Gpu(int index, long memory, long used) {}
