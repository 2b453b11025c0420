package dev.stoker.gateway.openai;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// What an operator may set of files and batches.
@ConfigMapping(prefix = "stoker.files")
public interface OpenAiSettings {
    /// A larger upload is refused with 413.
    @WithDefault("2G")
    MemorySize maxSize();

    /// A file of more requests is no batch.
    @WithDefault("1000000")
    long mostRequests();
}
