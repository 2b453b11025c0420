package dev.stoker.gateway.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/// What an operator may set of callbacks.
@ConfigMapping(prefix = "stoker.webhook")
public interface WebhookSettings {
    /// With which callbacks are signed: `whsec_` and 24 to 64 bytes in base64. Without it nobody
    /// can ask for one.
    Optional<String> secret();

    /// Whether this machine and its neighbours on the same link may be called.
    @WithDefault("false")
    boolean allowLocal();

    /// For one answer.
    @WithDefault("15s")
    Duration timeout();
}
