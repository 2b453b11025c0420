package dev.stoker.edgar.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// The bytes of one member, in an array that later members use again.
public final class MemberBuffer {
    private static final int FIRST_BYTES = 64 << 10;

    private byte[] data = new byte[FIRST_BYTES];
    private int length;

    /// The bytes; only the first `length` of them belong to the member.
    public byte[] data() {
        return data;
    }

    public int length() {
        return length;
    }

    public int capacity() {
        return data.length;
    }

    /// Grows only as bytes arrive: a header may promise more than there is.
    void fill(InputStream in, int size) throws IOException {
        length = 0;
        while (length < size) {
            if (length == data.length) {
                data = Arrays.copyOf(data, (int) Math.min(size, 4L * data.length));
            }
            int count = in.read(data, length, Math.min(size, data.length) - length);
            if (count < 0) {
                throw new EOFException("it is cut off inside a member");
            }
            length += count;
        }
    }
}
