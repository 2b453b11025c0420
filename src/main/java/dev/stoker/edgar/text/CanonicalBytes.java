package dev.stoker.edgar.text;

import java.io.ByteArrayOutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Brings rare bytes to the common case, so that everything behind works on valid UTF-8 whose lines
/// end with CR or LF alone. Plain ASCII, which nearly every filing is, passes untouched and
/// uncopied.
public final class CanonicalBytes {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;
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
        while (at + 8 <= length && !mayHoldOdd((long) LONGS.get(data, at))) {
            at += 8;
        }
        while (at < length && !isOdd(data[at])) {
            at++;
        }
        return at;
    }

    private static boolean mayHoldOdd(long eight) {
        long low = eight & ~HIGH;
        return ((eight | between(low, 0x0a, 0x0d) | between(low, 0x1b, 0x1f)) & HIGH) != 0;
    }

    /// Sets the high bit of each byte that lies strictly between the two; bytes must be ASCII.
    private static long between(long eight, int least, int most) {
        return (inEachByte(127 + most) - eight) & (eight + inEachByte(127 - least));
    }

    private static long inEachByte(int value) {
        return value * ONES;
    }

    private static boolean isOdd(byte here) {
        return here < 0 || here == 0x0b || here == 0x0c || (here >= 0x1c && here <= 0x1e);
    }

    private static Span repaired(byte[] data, int clean, int length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + length / 8);
        out.write(data, 0, clean);
        int at = clean;
        while (at < length) {
            at += data[at] >= 0 ? copyAscii(data, at, out) : copySequence(data, at, length, out);
        }
        byte[] repaired = out.toByteArray();
        return Span.of(repaired, repaired.length);
    }

    private static int copyAscii(byte[] data, int at, ByteArrayOutputStream out) {
        out.write(isOdd(data[at]) ? '\n' : data[at]);
        return 1;
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
