package dev.stoker.edgar.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Eight bytes at a time in a `long`, the first byte lowest. Answers set the high bit of a byte.
final class Words {
    static final int BYTES = 8;
    static final long HIGH = 0x8080808080808080L;

    private static final long ONES = 0x0101010101010101L;
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Words() {}

    static long at(byte[] data, int index) {
        return (long) LONGS.get(data, index);
    }

    static long repeat(int value) {
        return value * ONES;
    }

    /// Marks bytes that are zero; only the lowest mark is certain.
    static long zeros(long eight) {
        return (eight - ONES) & ~eight & HIGH;
    }

    /// Marks bytes strictly between the two; bytes must be ASCII, other bits are noise.
    static long between(long eight, int least, int most) {
        return (repeat(127 + most) - eight) & (eight + repeat(127 - least));
    }

    /// Which byte, 0 to 7, holds the lowest mark.
    static int lowest(long marks) {
        return Long.numberOfTrailingZeros(marks) / BYTES;
    }
}
