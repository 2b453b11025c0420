package dev.stoker.engine;

import dev.stoker.engine.Compute.GpuRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Where one run of an engine takes place: what the supervisor decides and the operator does not.
///
/// @param port chosen afresh for each run; the engine listens on loopback only
/// @param directory of this run's own files, the engine's configuration among them
/// @param gpus indexes of the GPUs this run may use; empty on a machine without
/// @param environment Stoker's own, from which some engines' variables pass through
/// @param sockets where the weight daemon that this is, or maps from, opens its sockets
public record LaunchSite(
        int port,
        Path directory,
        List<Integer> gpus,
        Map<String, String> environment,
        Path sockets) {
    public LaunchSite {
        gpus = List.copyOf(gpus);
        environment = Map.copyOf(environment);
    }

    /// Of an engine that loads its weights itself.
    public LaunchSite(
            int port, Path directory, List<Integer> gpus, Map<String, String> environment) {
        this(port, directory, gpus, environment, directory);
    }

    public String host() {
        return "127.0.0.1";
    }

    /// What `CUDA_VISIBLE_DEVICES` must say; absent where nobody has counted the GPUs.
    Optional<String> visibleDevices(GpuRequest wanted) {
        if (wanted instanceof GpuRequest.None) {
            return Optional.of("");
        }
        return gpus.isEmpty()
                ? Optional.empty()
                : Optional.of(gpus.stream().map(String::valueOf).collect(Collectors.joining(",")));
    }
}
