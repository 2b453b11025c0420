package dev.stoker.gateway.relay.wire;

import io.netty.buffer.ByteBuf;

/// The chunks of HTTP/1.1 in their plain form: a size in hexadecimal, the bytes, and the ends of
/// two lines. An extension, a last chunk, or a line that ends otherwise is not plain.
final class PlainChunks {
    /// A chunk of 256 MB.
    private static final int DIGITS = 7;

    private static final int HEX = 16;

    private PlainChunks() {}

    /// The bytes of all whole plain chunks that the buffer begins with.
    static int whole(ByteBuf in) {
        int begin = in.readerIndex();
        int at = begin;
        int end = end(in, at);
        while (end > 0 && end <= in.writerIndex() && isLineEnd(in, end - 2)) {
            at = end;
            end = end(in, at);
        }
        return at - begin;
    }

    /// The bytes of the plain chunk that the buffer begins with, whole or not; 0 where it is not
    /// plain, or not known yet.
    static int first(ByteBuf in) {
        int end = end(in, in.readerIndex());
        return end == 0 ? 0 : end - in.readerIndex();
    }

    /// What the chunks hold; all of them are whole and plain.
    static byte[] payload(ByteBuf chunks) {
        byte[] payload = new byte[length(chunks)];
        int written = 0;
        int at = chunks.readerIndex();
        while (at < chunks.writerIndex()) {
            int digits = digits(chunks, at);
            int size = size(chunks, at, digits);
            chunks.getBytes(at + digits + 2, payload, written, size);
            written += size;
            at += digits + 2 + size + 2;
        }
        return payload;
    }

    /// The bytes that the chunks hold.
    private static int length(ByteBuf chunks) {
        int length = 0;
        int at = chunks.readerIndex();
        while (at < chunks.writerIndex()) {
            int digits = digits(chunks, at);
            int size = size(chunks, at, digits);
            length += size;
            at += digits + 2 + size + 2;
        }
        return length;
    }

    /// Where the chunk ends that begins there; 0 where that is not known.
    private static int end(ByteBuf in, int at) {
        int digits = digits(in, at);
        int bytes = at + digits + 2;
        if (digits == 0 || bytes > in.writerIndex() || !isLineEnd(in, bytes - 2)) {
            return 0;
        }
        int size = size(in, at, digits);
        return size == 0 ? 0 : bytes + size + 2;
    }

    private static int digits(ByteBuf in, int from) {
        int at = from;
        while (at < in.writerIndex()
                && at - from < DIGITS
                && Character.digit(in.getByte(at), HEX) >= 0) {
            at++;
        }
        return at - from;
    }

    private static int size(ByteBuf in, int from, int digits) {
        int size = 0;
        for (int at = from; at < from + digits; at++) {
            size = size * HEX + Character.digit(in.getByte(at), HEX);
        }
        return size;
    }

    private static boolean isLineEnd(ByteBuf in, int at) {
        return in.getByte(at) == '\r' && in.getByte(at + 1) == '\n';
    }
}
