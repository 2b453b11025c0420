package dev.stoker.gateway.generate;

import java.time.Duration;

/// @param mostPrompts that one request may hold
/// @param timeout for each answer
public record GenerateSettings(int mostPrompts, Duration timeout) {
    public static final GenerateSettings DEFAULT =
            new GenerateSettings(128, Duration.ofMinutes(10));

    public GenerateSettings {
        if (mostPrompts < 1) {
            throw new IllegalArgumentException(
                    "generate.most-prompts must be at least 1: " + mostPrompts);
        }
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("generate.timeout must be positive: " + timeout);
        }
    }
}
