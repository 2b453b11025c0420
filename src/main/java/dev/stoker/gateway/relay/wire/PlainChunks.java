package dev.stoker.gateway.relay.wire;

import io.netty.buffer.ByteBuf;

/// The chunks of HTTP/1.1 in their plain form: a size in hexadecimal, the bytes, and the ends of
/// two lines. An extension, a last chunk, or a line that ends otherwise is not plain.
///
/// Looks at one after the other, as each token's pass through here.
final class PlainChunks {
    /// A chunk of 256 MB.
    private static final int DIGITS = 7;

    private static final int HEX = 16;

    private final ByteBuf in;
    private final int limit;
    private int size;
    private int bytes;
    private int end;

    private PlainChunks(ByteBuf in) {
        this.in = in;
        this.limit = in.writerIndex();
        this.end = in.readerIndex();
    }

    /// The bytes of all whole plain chunks that the buffer begins with.
    static int whole(ByteBuf in) {
        PlainChunks chunks = new PlainChunks(in);
        int whole = in.readerIndex();
        while (chunks.next() && chunks.end <= chunks.limit && chunks.isLineEnd(chunks.end - 2)) {
            whole = chunks.end;
        }
        return whole - in.readerIndex();
    }

    /// The bytes of the plain chunk that the buffer begins with, whole or not; 0 where it is not
    /// plain, or not known yet.
    static int first(ByteBuf in) {
        PlainChunks chunks = new PlainChunks(in);
        return chunks.next() ? chunks.end - in.readerIndex() : 0;
    }

    /// The bytes that the chunks hold; all of them are whole and plain.
    static int length(ByteBuf in) {
        PlainChunks chunks = new PlainChunks(in);
        int length = 0;
        while (chunks.next()) {
            length += chunks.size;
        }
        return length;
    }

    /// Copies what the chunks hold; all of them are whole and plain.
    ///
    /// @param into at least as long as they hold
    static void copy(ByteBuf in, byte[] into) {
        PlainChunks chunks = new PlainChunks(in);
        int copied = 0;
        while (chunks.next()) {
            in.getBytes(chunks.bytes, into, copied, chunks.size);
            copied += chunks.size;
        }
    }

    /// Goes on to the chunk behind this one.
    ///
    /// @return whether one begins there, and its size is known
    private boolean next() {
        int at = end;
        int value = 0;
        int digit = digit(at);
        while (digit >= 0 && at - end < DIGITS) {
            value = value * HEX + digit;
            at++;
            digit = digit(at);
        }
        if (value == 0 || at + 2 > limit || !isLineEnd(at)) {
            return false;
        }
        size = value;
        bytes = at + 2;
        end = bytes + value + 2;
        return true;
    }

    private int digit(int at) {
        return at < limit ? Character.digit(in.getByte(at), HEX) : -1;
    }

    private boolean isLineEnd(int at) {
        return in.getByte(at) == '\r' && in.getByte(at + 1) == '\n';
    }
}
