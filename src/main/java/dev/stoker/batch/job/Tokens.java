package dev.stoker.batch.job;

/// Tokens an engine read and wrote, by its own count.
public record Tokens(long prompt, long output) {
    public static final Tokens NONE = new Tokens(0, 0);

    public long total() {
        return prompt + output;
    }

    public Tokens plus(Tokens other) {
        return new Tokens(prompt + other.prompt, output + other.output);
    }
}
