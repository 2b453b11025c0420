package dev.stoker.edgar.text;

/// White space as Unicode (and the parser whose answers we keep) understands it. None of Java's own
/// notions fits: `strip` misses U+0085 and U+00A0, regular expressions miss U+001C to U+001F.
final class WhiteSpace {
    private static final boolean[] ASCII = new boolean[128];

    static {
        for (int c = 0x09; c <= 0x0d; c++) {
            ASCII[c] = true;
        }
        for (int c = 0x1c; c <= 0x20; c++) {
            ASCII[c] = true;
        }
    }

    private WhiteSpace() {}

    static boolean is(int codePoint) {
        if (codePoint < 128) {
            return ASCII[codePoint];
        }
        if (codePoint >= 0x2000 && codePoint <= 0x200a) {
            return true;
        }
        return switch (codePoint) {
            case 0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000 -> true;
            default -> false;
        };
    }

    /// The first index in `[from, to)` that is not white space; `to` if all is.
    static int skip(byte[] data, int from, int to) {
        int at = from;
        while (at < to) {
            byte here = data[at];
            if (here >= 0) {
                if (!ASCII[here]) {
                    return at;
                }
                at++;
            } else {
                int codePoint = Utf8.codePointAt(data, at, to);
                if (!is(codePoint)) {
                    return at;
                }
                at += Utf8.length(codePoint);
            }
        }
        return at;
    }

    /// The end of what is left of `[from, to)` when white space at its end is dropped.
    static int trimEnd(byte[] data, int from, int to) {
        int end = to;
        while (end > from) {
            int start = Utf8.startOfCodePointBefore(data, from, end);
            if (!is(Utf8.codePointAt(data, start, end))) {
                return end;
            }
            end = start;
        }
        return end;
    }
}
