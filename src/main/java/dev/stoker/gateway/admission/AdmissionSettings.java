package dev.stoker.gateway.admission;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;

/// How much the door lets in at once.
@ConfigMapping(prefix = "stoker.admission")
public interface AdmissionSettings {
    /// Tokens, of prompts and answers together, that an engine may have in work, by its name: a
    /// number, or `learned` for what its cache holds. An engine that is not named takes all that
    /// comes.
    Map<String, String> tokens();

    /// How many requests may wait for one model.
    @WithDefault("1000")
    int longestLine();

    /// How long a request may wait.
    @WithDefault("30s")
    Duration patience();

    /// What a client gets that waited too long or found the line full.
    @WithDefault("529")
    int overloadStatus();

    /// Tokens of an answer whose request sets no limit.
    @WithDefault("1024")
    int assumedAnswer();
}
