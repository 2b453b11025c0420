package dev.stoker.edgar.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/// Inflated bytes under watch: more of them than an honest archive has, in all or before the next
/// member is named, end the reading.
final class GuardedStream extends FilterInputStream {
    private static final long UNSUSPECTED_BYTES = 64L << 20;

    private final LongSupplier compressedBytes;
    private final int ratio;
    private long inflatedBytes;
    private long allowedUntil = Long.MAX_VALUE;

    GuardedStream(InputStream inflating, LongSupplier compressedBytes, int ratio) {
        super(inflating);
        this.compressedBytes = compressedBytes;
        this.ratio = ratio;
    }

    /// From here on at most `bytes` may be read until the next call.
    void allow(long bytes) {
        allowedUntil = inflatedBytes + bytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        inflatedBytes += Math.max(0, count);
        check();
        return count;
    }

    @Override
    public long skip(long wanted) throws IOException {
        // callers loop until they get 0: the end must not look like a step back
        return Math.max(0, read(new byte[Math.clamp(wanted, 0, 8192)]));
    }

    private void check() throws IOException {
        if (inflatedBytes > allowedUntil) {
            throw new IOException("a member name or header of more than a mebibyte");
        }
        if (inflatedBytes > UNSUSPECTED_BYTES
                && inflatedBytes / ratio > compressedBytes.getAsLong()) {
            throw new IOException("it inflates to more than %d times its size".formatted(ratio));
        }
    }
}
