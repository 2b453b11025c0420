package dev.stoker.supervisor;

/// What was found when no process of a run was left.
///
/// @param processes that had left their guard and were hunted down
/// @param files shared memory, semaphores and sockets that were removed
/// @param gpuMemory MiB of the run's GPUs that did not come back in time; 0 when all did
/// @param holders for a person: who computes on those GPUs now; empty when nobody was found
public record Aftermath(long run, int processes, int files, long gpuMemory, String holders) {
    /// Whether the next run finds everything as this one did.
    public boolean isClean() {
        return gpuMemory == 0;
    }
}
