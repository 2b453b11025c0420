package dev.stoker.gateway.relay.intake;

import java.util.Arrays;
import java.util.OptionalInt;

/// A hash of the first block of a request's prompt, by which the same beginnings find each other.
///
/// It is taken of the body's bytes as they are: what a client sends again, it writes the same way.
/// A prompt shorter than a block is not worth finding again.
public final class PromptPrefix {
    /// Bytes; some 250 tokens, which every engine computes in less time than a queue costs.
    private static final int BLOCK = 1024;

    private PromptPrefix() {}

    /// Empty where the prompt is too short, or was not read so far.
    public static OptionalInt of(Intake.Beginning body) {
        long at = body.traits().promptAt().orElse(Long.MAX_VALUE);
        Held held = body.held();
        if (at > held.length() - BLOCK) {
            return OptionalInt.empty();
        }
        int from = (int) at;
        return OptionalInt.of(Arrays.hashCode(held.bytes(from, from + BLOCK)));
    }
}
