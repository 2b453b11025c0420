package dev.stoker.gateway.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Finds the end of plain text in a JSON string: a quote, a backslash or a control character.
///
/// Prompts are most of a body and this is where its bytes are looked at, so it takes eight at a
/// time: in each byte of a word, the highest bit is set where that byte ends the text.
final class PlainText {
    private static final VarHandle WORDS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH = 0x8080_8080_8080_8080L;

    private PlainText() {}

    /// The index from there on of the first byte that is no plain text, or the length of the text.
    static int end(byte[] bytes, int from, int length) {
        int at = from;
        while (at + Long.BYTES <= length) {
            long ends = ends((long) WORDS.get(bytes, at));
            if (ends != 0) {
                return at + Long.numberOfTrailingZeros(ends) / Byte.SIZE;
            }
            at += Long.BYTES;
        }
        while (at < length && isPlain(bytes[at])) {
            at++;
        }
        return at;
    }

    /// The lowest set bit is exact; borrows may set bits above it.
    private static long ends(long word) {
        long control = (word - ONES * ' ') & ~word;
        return (control | zeros(word ^ (ONES * '"')) | zeros(word ^ (ONES * '\\'))) & HIGH;
    }

    private static long zeros(long word) {
        return (word - ONES) & ~word;
    }

    private static boolean isPlain(byte b) {
        return b != '"' && b != '\\' && (b >= ' ' || b < 0);
    }
}
