package dev.stoker.supervisor.gpu;

/// One process that computes on a GPU, as the driver lists it.
///
/// @param memory it holds there, in MiB; 0 where the driver does not tell
public record GpuProcess(int gpu, long pid, String name, long memory) {
    /// For people: `pid 4242 (python3) with 68000 MiB on GPU 0`.
    public String words() {
        return "pid %d (%s) with %d MiB on GPU %d".formatted(pid, name, memory, gpu);
    }
}
