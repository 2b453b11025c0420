package dev.stoker.engine;

import java.util.Optional;

/// Names of Prometheus series, as one kind of engine writes them; absent where it has none. Where a
/// name has several series, one a label, their sum is meant.
///
/// @param running gauge of requests being computed
/// @param waiting gauge of requests queued inside the engine
/// @param kvUsage gauge, share of the KV cache in use: 0 to 1
/// @param heartbeat counter that moves whenever the engine computes
/// @param preemptions counter of requests thrown out because the KV cache was full
public record EngineMetrics(
        Optional<String> running,
        Optional<String> waiting,
        Optional<String> kvUsage,
        Optional<String> heartbeat,
        Optional<String> preemptions) {

    public EngineMetrics(
            Optional<String> running,
            Optional<String> waiting,
            Optional<String> kvUsage,
            Optional<String> heartbeat) {
        this(running, waiting, kvUsage, heartbeat, Optional.empty());
    }

    public static EngineMetrics none() {
        return new EngineMetrics(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    static EngineMetrics of(String running, String waiting, String kvUsage, String heartbeat) {
        return new EngineMetrics(
                Optional.of(running),
                Optional.of(waiting),
                Optional.of(kvUsage),
                Optional.of(heartbeat));
    }

    EngineMetrics withPreemptions(String counter) {
        return new EngineMetrics(running, waiting, kvUsage, heartbeat, Optional.of(counter));
    }
}
