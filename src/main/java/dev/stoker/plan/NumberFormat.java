package dev.stoker.plan;

/// How many bits a weight takes.
///
/// @param linear bits of the weights that were quantised, their scales included
/// @param attentionQuantised whether the attention's are among them
/// @param other bits of all others
/// @param name for people: `fp8`
record NumberFormat(String name, double linear, boolean attentionQuantised, int other) {
    private static final int BITS_OF_BYTE = 8;

    static NumberFormat plain(String name, int bits) {
        return new NumberFormat(name, bits, true, bits);
    }

    double attention() {
        return attentionQuantised ? linear : other;
    }

    static long bytes(long weights, double bits) {
        return Math.round(weights * bits / BITS_OF_BYTE);
    }
}
