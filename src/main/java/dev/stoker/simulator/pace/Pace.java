package dev.stoker.simulator.pace;

/// How fast the simulated engine computes.
///
/// @param prefillTokensPerSecond of prompts, all requests together; 0 takes no time
/// @param decodeTokensPerSecond of output, each request by itself; 0 takes no time
/// @param maxRunning requests computed at once; others queue
public record Pace(double prefillTokensPerSecond, double decodeTokensPerSecond, int maxRunning) {
    public Pace {
        notNegative("prefill-tokens-per-second", prefillTokensPerSecond);
        notNegative("decode-tokens-per-second", decodeTokensPerSecond);
        if (maxRunning < 1) {
            throw new IllegalArgumentException("max-running must be at least 1: " + maxRunning);
        }
    }

    /// Takes no time, and never queues a sensible load.
    public static Pace instant() {
        return new Pace(0, 0, 256);
    }

    long prefillNanos(int tokens) {
        return nanos(tokens, prefillTokensPerSecond);
    }

    /// From the end of the prefill to the token of that index.
    public long decodeNanos(int index) {
        return nanos(index, decodeTokensPerSecond);
    }

    private static long nanos(int tokens, double perSecond) {
        return perSecond == 0 ? 0 : (long) (tokens * 1e9 / perSecond);
    }

    private static void notNegative(String key, double value) {
        if (!(value >= 0)) {
            throw new IllegalArgumentException(key + " must be 0 or more: " + value);
        }
    }
}
