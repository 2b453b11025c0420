package dev.stoker.engine;

import java.time.Duration;

/// Refuses numbers and durations that are not positive, in the words of the engine file.
final class Positive {
    private Positive() {}

    static void count(String key, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("%s must be at least 1: %d".formatted(key, value));
        }
    }

    static void duration(String key, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException("%s must be positive: %s".formatted(key, value));
        }
    }
}
