package dev.stoker.summarize.tokens;

import dev.stoker.inference.EngineUnreachable;

/// Tells how many tokens a text has.
interface TokenCounter {
    /// @throws Uncountable when the engine answered, but not with a number
    int count(String text) throws EngineUnreachable, InterruptedException, Uncountable;
}
