package dev.stoker.gateway.admission.keys;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/// Who may come in.
@ConfigMapping(prefix = "stoker.keys")
public interface KeySettings {
    /// A line for each key: its name, its hash, its limits. Without a file everybody may come in.
    Optional<Path> file();
}
