package dev.stoker.supervisor;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What is worth telling of an engine's past.
///
/// @param lastEnd what the latest run that ended left behind
/// @param took how long each task took the last time it was done
public record EngineHistory(Optional<Aftermath> lastEnd, Map<Task, Duration> took) {
    /// Nothing has happened yet.
    public static final EngineHistory NONE = new EngineHistory(Optional.empty(), Map.of());

    /// What takes an engine noticeable time.
    public enum Task {
        /// From launch to the first answer.
        START,
        /// From the request to end to the last process gone.
        STOP,
        SLEEP,
        /// From the wish to the first answer.
        WAKE;

        /// The word in metrics and answers: `start`.
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public EngineHistory {
        took = Map.copyOf(took);
    }

    /// The same past with one more task done.
    public EngineHistory with(Task task, Duration duration) {
        Map<Task, Duration> all = new EnumMap<>(Task.class);
        all.putAll(took);
        all.put(task, duration);
        return new EngineHistory(lastEnd, all);
    }

    /// The same past with one more run that ended.
    public EngineHistory with(Aftermath end) {
        return new EngineHistory(Optional.of(end), took);
    }
}
