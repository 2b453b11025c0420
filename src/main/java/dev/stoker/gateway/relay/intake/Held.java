package dev.stoker.gateway.relay.intake;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;

/// The bytes of a body that are held, in the pieces in which they were read: neither copied nor put
/// together, for that took longer than to read and write them. Used by one thread.
///
/// A piece keeps all the memory that it was read into. One that would waste most of it is copied,
/// so that a client which sends its body byte by byte takes no more memory than any other.
public final class Held {
    private static final int SMALLEST_COPY = 512;
    private static final int LARGEST_COPY = 64 * 1024;

    private final List<ByteBuf> pieces = new ArrayList<>(2);
    private int length;

    /// Whether the last piece is a copy, in memory of its own.
    private boolean copied;

    /// Of bytes that nobody changes any more.
    static Held of(byte[] bytes) {
        Held held = new Held();
        held.add(Unpooled.wrappedBuffer(bytes));
        return held;
    }

    /// @param piece is released with the others
    void add(ByteBuf piece) {
        int bytes = piece.readableBytes();
        if (bytes * 2L >= memory(piece)) {
            pieces.add(piece);
            copied = false;
        } else {
            copy(piece);
        }
        length += bytes;
    }

    public int length() {
        return length;
    }

    /// A copy of all.
    public byte[] bytes() {
        return bytes(0, length);
    }

    /// A copy of those from one index to another.
    byte[] bytes(int from, int to) {
        byte[] bytes = new byte[to - from];
        int begin = 0;
        for (ByteBuf piece : pieces) {
            int end = begin + piece.readableBytes();
            int first = Math.max(begin, from);
            int last = Math.min(end, to);
            if (first < last) {
                int at = piece.readerIndex() + first - begin;
                piece.getBytes(at, bytes, first - from, last - first);
            }
            begin = end;
        }
        return bytes;
    }

    /// The pieces for somebody who releases them, too.
    public List<ByteBuf> share() {
        return pieces.stream().map(ByteBuf::retainedDuplicate).toList();
    }

    /// Nothing is held any longer.
    void release() {
        pieces.forEach(ByteBuf::release);
        pieces.clear();
        length = 0;
        copied = false;
    }

    private static int memory(ByteBuf piece) {
        ByteBuf memory = piece;
        while (memory.unwrap() != null) {
            memory = memory.unwrap();
        }
        return memory.capacity();
    }

    private void copy(ByteBuf piece) {
        ByteBuf last = copied ? pieces.getLast() : Unpooled.EMPTY_BUFFER;
        int fitting = Math.min(piece.readableBytes(), last.writableBytes());
        last.writeBytes(piece, fitting);
        if (piece.isReadable()) {
            int size = Math.clamp(length, SMALLEST_COPY, LARGEST_COPY);
            int capacity = Math.max(piece.readableBytes(), size);
            pieces.add(piece.alloc().directBuffer(capacity, capacity).writeBytes(piece));
            copied = true;
        }
        piece.release();
    }
}
