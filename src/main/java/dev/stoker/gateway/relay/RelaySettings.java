package dev.stoker.gateway.relay;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/// What an operator may set of the OpenAI-compatible door.
@ConfigMapping(prefix = "stoker.gateway")
public interface RelaySettings {
    /// A larger request body is refused with 413.
    @WithDefault("64M")
    MemorySize maxBodySize();

    /// An engine that sends nothing for so long, neither head nor token, is given up with 504.
    @WithDefault("10m")
    Duration engineSilence();

    /// A client that waits for events hears a comment after so long a silence, so that no proxy in
    /// between gives up; 0 for never.
    @WithDefault("15s")
    Duration keepAlive();

    /// A connection whose client takes longer for the head of a request is cut; 0 for never.
    @WithDefault("10s")
    Duration headTime();

    /// A client that sends nothing of its request's body for so long is refused with 408.
    @WithDefault("30s")
    Duration requestIdle();

    /// A client that has not sent the whole body after so long is refused with 408.
    @WithDefault("5m")
    Duration requestTime();

    /// Bytes of bodies that all requests together may hold in memory until it is known where they
    /// go; a quarter of the heap's limit unless set, although they lie outside the heap. Further
    /// ones are refused with 503.
    Optional<MemorySize> heldBodies();

    /// Whether the reasoning in a stream's deltas is passed as the engine names it, or under both
    /// names, `reasoning` and `reasoning_content`.
    @WithDefault("as-is")
    Reasoning reasoning();

    /// Names of reasoning.
    enum Reasoning {
        AS_IS,
        BOTH
    }
}
