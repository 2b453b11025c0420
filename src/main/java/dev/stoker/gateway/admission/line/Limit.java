package dev.stoker.gateway.admission.line;

/// How many tokens one engine may have in work.
sealed interface Limit {
    /// @param tokens of prompts and answers together
    record Fixed(long tokens) implements Limit {}

    /// As many as its cache holds.
    record Learned() implements Limit {}

    /// @param text a number, or `learned`
    /// @throws IllegalArgumentException for anything else
    static Limit parse(String engine, String text) {
        if (text.equals("learned")) {
            return new Learned();
        }
        try {
            long tokens = Long.parseLong(text);
            if (tokens > 0) {
                return new Fixed(tokens);
            }
        } catch (NumberFormatException e) {
            // told below, as a number that is too small
        }
        throw new IllegalArgumentException(
                "stoker.admission.tokens.%s must be a number of tokens or 'learned': %s"
                        .formatted(engine, text));
    }
}
