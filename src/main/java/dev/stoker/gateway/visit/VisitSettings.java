package dev.stoker.gateway.visit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// What is written down of each request.
@ConfigMapping(prefix = "stoker.access-log")
public interface VisitSettings {
    /// A line in the log for each request that has ended.
    @WithDefault("false")
    boolean enabled();
}
