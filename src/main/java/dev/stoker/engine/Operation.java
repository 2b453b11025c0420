package dev.stoker.engine;

import java.time.Duration;
import java.util.Locale;

/// How an engine is operated.
///
/// @param startTimeout from launch to the first real answer
/// @param drainTimeout what requests in flight get to finish before the engine is stopped; zero
///   stops it at once
public record Operation(
        Duration startTimeout,
        Duration drainTimeout,
        HealthCheck health,
        RestartSettings restart,
        IdleSettings idle) {
    public static final Operation DEFAULTS =
            new Operation(
                    Duration.ofMinutes(30),
                    Duration.ofMinutes(5),
                    HealthCheck.DEFAULTS,
                    RestartSettings.DEFAULTS,
                    IdleSettings.DEFAULTS);

    public Operation {
        Positive.duration("start-timeout", startTimeout);
        if (drainTimeout.isNegative()) {
            throw new IllegalArgumentException(
                    "drain-timeout must not be negative: " + drainTimeout);
        }
    }

    /// An engine that does not rest.
    public Operation(
            Duration startTimeout,
            Duration drainTimeout,
            HealthCheck health,
            RestartSettings restart) {
        this(startTimeout, drainTimeout, health, restart, IdleSettings.DEFAULTS);
    }

    /// What an engine does that nobody asks.
    ///
    /// @param after without a request
    public record IdleSettings(Action action, Duration after) {
        public static final IdleSettings DEFAULTS =
                new IdleSettings(Action.NONE, Duration.ofMinutes(10));

        /// The next request ends the rest.
        public enum Action {
            NONE,
            /// Gives its GPU memory up and keeps its processes; wakes in seconds.
            SLEEP,
            /// Ends; starts anew.
            STOP;

            /// The word in an engine file: `sleep`.
            public String label() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        public IdleSettings {
            Positive.duration("idle.after", after);
        }
    }

    /// How a running engine is watched.
    ///
    /// @param interval between two checks
    /// @param timeout of one check
    /// @param hangAfter without progress while requests run
    public record HealthCheck(Duration interval, Duration timeout, Duration hangAfter) {
        public static final HealthCheck DEFAULTS =
                new HealthCheck(
                        Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(30));

        public HealthCheck {
            Positive.duration("health.interval", interval);
            Positive.duration("health.timeout", timeout);
            Positive.duration("health.hang-after", hangAfter);
        }
    }

    /// When a crashed engine is started again.
    ///
    /// @param firstDelay before the first restart; doubles with each crash up to `maxDelay`
    /// @param maxCrashes within `window`; one more and the engine stays down
    /// @param stableAfter a run this long forgives all earlier crashes
    public record RestartSettings(
            Duration firstDelay,
            Duration maxDelay,
            int maxCrashes,
            Duration window,
            Duration stableAfter) {
        public static final RestartSettings DEFAULTS =
                new RestartSettings(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(60),
                        5,
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(5));

        public RestartSettings {
            Positive.duration("restart.first-delay", firstDelay);
            Positive.duration("restart.max-delay", maxDelay);
            Positive.duration("restart.window", window);
            Positive.duration("restart.stable-after", stableAfter);
            if (maxCrashes < 0) {
                throw new IllegalArgumentException(
                        "restart.max-crashes must not be negative: " + maxCrashes);
            }
            if (maxDelay.compareTo(firstDelay) < 0) {
                throw new IllegalArgumentException(
                        "restart.max-delay must not be shorter than restart.first-delay,"
                                + " which is %s: %s".formatted(firstDelay, maxDelay));
            }
        }
    }
}
