package dev.stoker.supervisor.probe;

import dev.stoker.engine.EngineMetrics;
import java.util.Optional;
import java.util.OptionalDouble;

/// What an engine told of itself at one moment.
///
/// @param reachable whether it told anything at all
/// @param running requests being computed or queued inside the engine
/// @param heartbeat a counter that moves whenever the engine computes
/// @param page all of its metrics, as it wrote them; empty where it has none
public record Vitals(
        boolean reachable, OptionalDouble running, OptionalDouble heartbeat, String page) {

    public static Vitals unreachable() {
        return new Vitals(false, OptionalDouble.empty(), OptionalDouble.empty(), "");
    }

    /// What a page of metrics tells; a page without the series tells nothing but that it came.
    static Vitals read(String page, EngineMetrics names) {
        var metrics = new MetricsText(page);
        OptionalDouble running = sum(metrics, names.running());
        OptionalDouble waiting = sum(metrics, names.waiting());
        boolean told = running.isPresent() || waiting.isPresent();
        return new Vitals(
                true,
                told
                        ? OptionalDouble.of(running.orElse(0) + waiting.orElse(0))
                        : OptionalDouble.empty(),
                sum(metrics, names.heartbeat()),
                page);
    }

    private static OptionalDouble sum(MetricsText metrics, Optional<String> series) {
        return series.map(metrics::sum).orElseGet(OptionalDouble::empty);
    }

    /// For people: the page would bury the rest.
    @Override
    public String toString() {
        return "reachable=%s running=%s heartbeat=%s".formatted(reachable, running, heartbeat);
    }

    /// Whether it answered, and computed nothing.
    public boolean isIdle() {
        return reachable && !busy();
    }

    boolean busy() {
        return running.orElse(0) > 0;
    }
}
