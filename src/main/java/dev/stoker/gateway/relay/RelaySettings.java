package dev.stoker.gateway.relay;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// What an operator may set of the OpenAI-compatible door.
@ConfigMapping(prefix = "stoker.gateway")
public interface RelaySettings {
    /// A larger request body is refused with 413.
    @WithDefault("64M")
    MemorySize maxBodySize();

    /// An engine that sends nothing for so long, neither head nor token, is given up with 504.
    @WithDefault("10m")
    Duration engineSilence();
}
