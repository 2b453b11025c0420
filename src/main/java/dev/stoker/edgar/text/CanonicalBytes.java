package dev.stoker.edgar.text;

import java.io.ByteArrayOutputStream;

/// Brings rare bytes to the common case, so that everything behind works on valid UTF-8 whose lines
/// end with CR or LF alone. Plain ASCII, which nearly every filing is, passes untouched and
/// uncopied.
public final class CanonicalBytes {
    private static final byte[] REPLACED = {(byte) 0xef, (byte) 0xbf, (byte) 0xbd};

    private CanonicalBytes() {}

    public static Span of(byte[] data, int length) {
        int odd = firstOdd(data, length);
        return odd == length ? Span.of(data, length) : repaired(data, odd, length);
    }

    /// The first index of a byte above 7F or of a control that ends a line but is neither CR nor
    /// LF.
    private static int firstOdd(byte[] data, int length) {
        int at = 0;
        while (at + 32 <= length && !mayHoldOdd(data, at)) {
            at += 32;
        }
        while (at < length && !isOdd(data[at])) {
            at++;
        }
        return at;
    }

    private static boolean mayHoldOdd(byte[] data, int at) {
        long odd =
                odd(Words.at(data, at))
                        | odd(Words.at(data, at + 8))
                        | odd(Words.at(data, at + 16))
                        | odd(Words.at(data, at + 24));
        return (odd & Words.HIGH) != 0;
    }

    private static long odd(long eight) {
        long low = eight & ~Words.HIGH;
        return eight | Words.between(low, 0x0a, 0x0d) | Words.between(low, 0x1b, 0x1f);
    }

    private static boolean isOdd(byte here) {
        return here < 0 || here == 0x0b || here == 0x0c || (here >= 0x1c && here <= 0x1e);
    }

    /// Every line end becomes LF here: a CR kept before a replaced separator would pass for half of
    /// a CRLF.
    private static Span repaired(byte[] data, int odd, int length) {
        int clean = odd;
        while (clean > 0 && data[clean - 1] == '\r') {
            clean--;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + length / 8);
        out.write(data, 0, clean);
        int at = clean;
        while (at < length) {
            at +=
                    data[at] >= 0
                            ? copyAscii(data, at, length, out)
                            : copySequence(data, at, length, out);
        }
        byte[] repaired = out.toByteArray();
        return Span.of(repaired, repaired.length);
    }

    private static int copyAscii(byte[] data, int at, int length, ByteArrayOutputStream out) {
        byte here = data[at];
        boolean lineEnd = here == '\r' || isOdd(here);
        out.write(lineEnd ? '\n' : here);
        return here == '\r' && at + 1 < length && data[at + 1] == '\n' ? 2 : 1;
    }

    private static int copySequence(byte[] data, int at, int length, ByteArrayOutputStream out) {
        int taken = Utf8.wellFormedPrefix(data, at, length);
        if (Utf8.sequenceLength(data, at, length) == 0) {
            out.writeBytes(REPLACED);
        } else if (endsLine(Utf8.codePointAt(data, at, length))) {
            out.write('\n');
        } else {
            out.write(data, at, taken);
        }
        return taken;
    }

    private static boolean endsLine(int codePoint) {
        return codePoint == 0x85 || codePoint == 0x2028 || codePoint == 0x2029;
    }
}
