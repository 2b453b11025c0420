package dev.stoker.engine;

import java.util.Optional;

/// Names of Prometheus series, as one kind of engine writes them; absent where it has none. Where a
/// name has several series, one a label, their sum is meant.
///
/// @param running gauge of requests being computed
/// @param waiting gauge of requests queued inside the engine
/// @param kvUsage gauge, share of the KV cache in use: 0 to 1
/// @param heartbeat counter that moves whenever the engine computes
public record EngineMetrics(
        Optional<String> running,
        Optional<String> waiting,
        Optional<String> kvUsage,
        Optional<String> heartbeat,
        Totals totals) {

    /// Counters since the engine started.
    ///
    /// @param promptTokens that were read
    /// @param generatedTokens that were written
    /// @param preemptions requests that lost their place in the KV cache to others
    public record Totals(
            Optional<String> promptTokens,
            Optional<String> generatedTokens,
            Optional<String> preemptions) {
        public static final Totals NONE =
                new Totals(Optional.empty(), Optional.empty(), Optional.empty());
    }

    public EngineMetrics(
            Optional<String> running,
            Optional<String> waiting,
            Optional<String> kvUsage,
            Optional<String> heartbeat) {
        this(running, waiting, kvUsage, heartbeat, Totals.NONE);
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

    EngineMetrics with(Totals counters) {
        return new EngineMetrics(running, waiting, kvUsage, heartbeat, counters);
    }
}
