package dev.stoker.gateway.relay.wire;

import static java.util.Objects.requireNonNull;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/// What one read brought of an engine's body.
public final class Piece {
    private final @Nullable ByteBuf chunks;
    private final int length;
    private byte @Nullable [] payload;

    private Piece(@Nullable ByteBuf chunks, byte @Nullable [] payload) {
        this.chunks = chunks;
        this.payload = payload;
        this.length = payload == null ? PlainChunks.length(requireNonNull(chunks)) : payload.length;
    }

    /// Of bytes that nobody changes any more.
    public static Piece of(byte[] payload) {
        return new Piece(null, payload);
    }

    /// @param chunks whole and plain; the piece keeps them until its release
    static Piece ofChunks(ByteBuf chunks) {
        return new Piece(chunks.retain(), null);
    }

    /// The same with what came behind it.
    Piece with(byte[] more) {
        byte[] begin = payload();
        byte[] both = new byte[begin.length + more.length];
        System.arraycopy(begin, 0, both, 0, begin.length);
        System.arraycopy(more, 0, both, begin.length, more.length);
        release();
        return of(both);
    }

    /// The body's bytes; they are not to be changed.
    public byte[] payload() {
        if (payload == null) {
            payload = new byte[length];
            PlainChunks.copy(chunks(), payload);
        }
        return payload;
    }

    /// How many bytes of the body it has.
    public int length() {
        return length;
    }

    /// Copies the body's bytes.
    ///
    /// @param into at least as long as they are
    public void copy(byte[] into) {
        if (payload == null) {
            PlainChunks.copy(chunks(), into);
        } else {
            System.arraycopy(payload, 0, into, 0, length);
        }
    }

    /// The body's bytes, which may be written and looked at again.
    @SuppressWarnings("deprecation") // Vert.x 4 has no other way between its buffers and Netty's
    public Buffer buffer() {
        // a buffer that is written is released
        return Buffer.buffer(Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(payload())));
    }

    /// Whether the bytes came in the frames of HTTP/1.1's chunks.
    public boolean isInChunks() {
        return chunks != null;
    }

    /// The bytes in the frames they came in. They are there for the call that brings the piece:
    /// whoever needs them longer retains them, with all that was read with them.
    public ByteBuf chunks() {
        return requireNonNull(chunks, "the piece came in no chunks");
    }

    void release() {
        if (chunks != null) {
            chunks.release();
        }
    }
}
