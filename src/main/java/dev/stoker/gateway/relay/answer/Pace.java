package dev.stoker.gateway.relay.answer;

/// When the chunks of one answer came; used by one thread, times by `System.nanoTime`.
public final class Pace {
    private long first;
    private long last;
    private long longestGap;
    private int chunks;

    void chunk(long now) {
        if (chunks == 0) {
            first = now;
        } else {
            longestGap = Math.max(longestGap, now - last);
        }
        last = now;
        chunks++;
    }

    public boolean hasBegun() {
        return chunks > 0;
    }

    /// When the first chunk came.
    public long first() {
        return first;
    }

    /// The longest wait between two chunks, in nanoseconds.
    public long longestGap() {
        return longestGap;
    }

    public int chunks() {
        return chunks;
    }

    /// How long a token took after the first, in nanoseconds.
    ///
    /// @param tokens in the whole answer, at least 2
    public long perToken(long tokens) {
        return (last - first) / (tokens - 1);
    }
}
