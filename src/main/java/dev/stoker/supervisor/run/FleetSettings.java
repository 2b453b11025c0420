package dev.stoker.supervisor.run;

import dev.stoker.engine.Operation;
import dev.stoker.supervisor.Lifecycle;
import dev.stoker.supervisor.RestartPolicy;
import dev.stoker.supervisor.process.GuardedLauncher;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// What is the same for all engines of this Stoker.
///
/// @param stateDirectory for the engines' own files, start times and crash bundles
/// @param guard command line of the program that becomes each engine's parent
/// @param stopTimeout from the polite signal to the one that cannot be ignored
/// @param environment Stoker's own, from which engines inherit
/// @param caches where engines keep what they compile; empty for each engine's own choice
public record FleetSettings(
        Path stateDirectory,
        List<String> guard,
        Duration stopTimeout,
        Map<String, String> environment,
        Optional<Path> caches) {
    private static final Duration USUAL_STOP_TIMEOUT = Duration.ofSeconds(20);

    public FleetSettings {
        guard = List.copyOf(guard);
        environment = Map.copyOf(environment);
        if (!stopTimeout.isPositive()) {
            throw new IllegalArgumentException("stop-timeout must be positive: " + stopTimeout);
        }
    }

    /// What happens to an engine that is operated like this.
    public Lifecycle lifecycle(Operation operation) {
        return new Lifecycle(
                new Lifecycle.Patience(
                        operation.startTimeout(), operation.drainTimeout(), stopTimeout),
                new RestartPolicy(
                        operation.restart(), () -> ThreadLocalRandom.current().nextLong()));
    }

    /// The usual settings.
    ///
    /// @param program Stoker's jar, or the directory of its classes: the guard is part of it
    public static FleetSettings usual(
            Path stateDirectory, Path program, Map<String, String> environment) {
        return new FleetSettings(
                stateDirectory,
                GuardedLauncher.javaGuard(program),
                USUAL_STOP_TIMEOUT,
                environment,
                Optional.empty());
    }

    /// The same, with a directory for what engines compile.
    public FleetSettings cachingIn(Optional<Path> directory) {
        return new FleetSettings(stateDirectory, guard, stopTimeout, environment, directory);
    }
}
