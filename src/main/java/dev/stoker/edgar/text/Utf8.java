package dev.stoker.edgar.text;

/// Steps over code points in UTF-8 bytes without decoding the whole.
final class Utf8 {
    static final int REPLACEMENT = 0xfffd;

    private Utf8() {}

    /// How many bytes the well-formed sequence at `at` takes; 0 when there is none.
    static int sequenceLength(byte[] data, int at, int to) {
        int first = data[at] & 0xff;
        if (first < 0x80) {
            return 1;
        }
        int length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
        return wellFormedPrefix(data, at, to) == length ? length : 0;
    }

    /// How many bytes from `at` on could begin a sequence: all of it if well-formed, else the part
    /// that one replacement character stands for, at least 1.
    static int wellFormedPrefix(byte[] data, int at, int to) {
        int first = data[at] & 0xff;
        if (first < 0xc2 || first > 0xf4) {
            return 1;
        }
        if (at + 1 >= to || !secondFits(first, data[at + 1] & 0xff)) {
            return 1;
        }
        int length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
        int have = 2;
        while (have < length && at + have < to && isContinuation(data[at + have])) {
            have++;
        }
        return have;
    }

    private static boolean secondFits(int first, int second) {
        int least = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
        int most = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
        return second >= least && second <= most;
    }

    static boolean isContinuation(byte here) {
        return (here & 0xc0) == 0x80;
    }

    /// The code point at `at`, or U+FFFD where the bytes are malformed.
    static int codePointAt(byte[] data, int at, int to) {
        int first = data[at] & 0xff;
        if (first < 0x80) {
            return first;
        }
        return switch (sequenceLength(data, at, to)) {
            case 2 -> bits(first & 0x1f, 6) | bits(data[at + 1], 0);
            case 3 -> bits(first & 0x0f, 12) | bits(data[at + 1], 6) | bits(data[at + 2], 0);
            case 4 ->
                    bits(first & 0x07, 18)
                            | bits(data[at + 1], 12)
                            | bits(data[at + 2], 6)
                            | bits(data[at + 3], 0);
            default -> REPLACEMENT;
        };
    }

    private static int bits(int of, int at) {
        return (of & 0x3f) << at;
    }

    /// How many bytes a code point takes.
    static int length(int codePoint) {
        if (codePoint < 0x80) {
            return 1;
        }
        return codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    }

    /// Where the code point that ends at `end` starts; `from` bounds the look back.
    static int startOfCodePointBefore(byte[] data, int from, int end) {
        int start = end - 1;
        while (start > from && end - start < 4 && isContinuation(data[start])) {
            start--;
        }
        return start;
    }

    /// How many code points well-formed bytes hold.
    static int count(byte[] data, int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            if (!isContinuation(data[i])) {
                count++;
            }
        }
        return count;
    }

    /// The index `count` code points after `from`, which must exist.
    static int forward(byte[] data, int from, int count) {
        int at = from;
        for (int i = 0; i < count; i++) {
            at++;
            while (at < data.length && isContinuation(data[at])) {
                at++;
            }
        }
        return at;
    }

    /// The index `count` code points before `to`, which must exist.
    static int backward(byte[] data, int to, int count) {
        int at = to;
        for (int i = 0; i < count; i++) {
            at--;
            while (isContinuation(data[at])) {
                at--;
            }
        }
        return at;
    }
}
