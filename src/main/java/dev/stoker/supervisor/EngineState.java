package dev.stoker.supervisor;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Where one engine stands; each state holds only what is true in it.
///
/// ```
/// Stopped ──start──► Starting ──answered──► Ready ──stop──► Draining ──gone──► Stopped
///                      │  ▲                   │
///                    crash └── BackingOff ◄─crash      too many crashes, or one
///                      └──────────┘ └────────────────► that no restart mends: Failed
///
/// Ready ──idle for long──► Sleeping ──a request──► Ready, or Starting where it had been stopped
/// ```
public sealed interface EngineState {
    /// The crash that brought the engine here; empty in a state that no crash leads to.
    default Optional<Crash> lastCrash() {
        return switch (this) {
            case BackingOff(Crash crash, _) -> Optional.of(crash);
            case Failed(Crash crash) -> Optional.of(crash);
            case Stopped _, Starting _, Ready _, Sleeping _, Draining _ -> Optional.empty();
        };
    }

    record Stopped() implements EngineState {}

    /// Launched, not yet answering.
    ///
    /// @param since when it was launched
    /// @param progressed when it was last seen to come further
    /// @param phase what the log last told: `loading weights`
    /// @param percent of the start that has passed, 0 to 100
    /// @param timeLeft by earlier starts of the same engine, where there were any
    record Starting(
            Instant since,
            Instant progressed,
            String phase,
            int percent,
            Optional<Duration> timeLeft)
            implements EngineState {
        /// As it is launched.
        public Starting(Instant since, String phase, int percent, Optional<Duration> timeLeft) {
            this(since, since, phase, percent, timeLeft);
        }

        /// Once the log tells a phase, again or for the first time; again is no progress.
        Starting further(EngineEvent.PhaseSeen seen) {
            Instant last = seen.percent() > percent ? seen.at() : progressed;
            return new Starting(since, last, seen.phase(), seen.percent(), timeLeft);
        }

        /// The same, with so much time left.
        public Starting with(Optional<Duration> left) {
            return new Starting(since, progressed, phase, percent, left);
        }
    }

    /// A real request was answered.
    record Ready(Instant since) implements EngineState {}

    /// Idle, without GPU memory; the next request wakes it.
    ///
    /// @param since the stage began
    record Sleeping(Instant since, Stage stage) implements EngineState {
        public enum Stage {
            FALLING_ASLEEP,
            /// A request came before it had fallen asleep.
            WAKE_WANTED,
            ASLEEP,
            WAKING
        }
    }

    /// No new requests; those in flight may finish until the deadline.
    record Draining(Instant since, Instant deadline) implements EngineState {}

    record BackingOff(Crash crash, Instant until) implements EngineState {}

    /// Down until someone acts.
    record Failed(Crash crash) implements EngineState {}
}
