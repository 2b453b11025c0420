package dev.stoker.ops.admin;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// Who may use the admin API, besides whoever reaches its port.
@ConfigMapping(prefix = "stoker.admin")
public interface AdminSettings {
    /// Only callers on the same machine or in the same pod, for a port that is open for metrics.
    @WithDefault("false")
    boolean loopbackOnly();
}
