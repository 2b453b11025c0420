package dev.stoker.engine;

import java.util.Optional;

/// Speculative decoding: a cheap draft proposes tokens, the model verifies them.
///
/// @param algorithm the engine's word for it: `EAGLE`, `mtp`, `ngram`
/// @param steps draft steps before each verification
/// @param topK branches kept at each step
/// @param draftTokens tokens verified at once
/// @param draftModel a separate draft; absent where the model brings its own
public record Speculation(
        String algorithm, int steps, int topK, int draftTokens, Optional<String> draftModel) {
    public Speculation {
        Positive.count("speculation.steps", steps);
        Positive.count("speculation.top-k", topK);
        Positive.count("speculation.draft-tokens", draftTokens);
    }
}
