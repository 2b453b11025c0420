package dev.stoker.gateway.admission.keys;

import java.util.OptionalInt;
import java.util.OptionalLong;

/// What one key may use; absent means without a limit.
///
/// @param concurrency requests open at once
/// @param tokensPerMinute of prompts and answers together
/// @param batch its requests go behind interactive ones, whatever they say
public record Allowance(OptionalInt concurrency, OptionalLong tokensPerMinute, boolean batch) {
    public static final Allowance UNLIMITED =
            new Allowance(OptionalInt.empty(), OptionalLong.empty(), false);

    public Allowance {
        if (concurrency.isPresent() && concurrency.getAsInt() < 1) {
            throw new IllegalArgumentException(
                    "concurrency must be positive: " + concurrency.getAsInt());
        }
        if (tokensPerMinute.isPresent() && tokensPerMinute.getAsLong() < 1) {
            throw new IllegalArgumentException(
                    "tokens-per-minute must be positive: " + tokensPerMinute.getAsLong());
        }
    }

    /// Whether there is anything to count.
    public boolean isLimited() {
        return concurrency.isPresent() || tokensPerMinute.isPresent();
    }
}
