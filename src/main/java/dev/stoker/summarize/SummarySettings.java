package dev.stoker.summarize;

import java.util.Optional;

/// How summaries are asked for and reckoned.
///
/// @param model where a request names none; empty: that of all engines
/// @param pricePerGpuHour in whatever currency the report shall speak
/// @param gpus that the engine occupies
public record SummarySettings(Optional<String> model, double pricePerGpuHour, int gpus) {
    public SummarySettings {
        if (!(pricePerGpuHour >= 0)) {
            throw new IllegalArgumentException(
                    "price-per-gpu-hour must not be negative: " + pricePerGpuHour);
        }
        if (gpus < 1) {
            throw new IllegalArgumentException("gpus must be at least 1: " + gpus);
        }
    }
}
