package dev.stoker.gateway.relay.wire;

import static java.util.Objects.requireNonNull;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What one read brought of an engine's body.
public final class Piece {
    private final @Nullable ByteBuf chunks;
    private byte @Nullable [] payload;

    private Piece(@Nullable ByteBuf chunks, byte @Nullable [] payload) {
        this.chunks = chunks;
        this.payload = payload;
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
            payload = PlainChunks.payload(requireNonNull(chunks));
        }
        return payload;
    }

    /// The body's bytes, which may be written and looked at again.
    @SuppressWarnings("deprecation") // Vert.x 4 has no other way between its buffers and Netty's
    public Buffer buffer() {
        // a buffer that is written is released
        return Buffer.buffer(Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(payload())));
    }

    /// The same bytes in the frames of HTTP/1.1's chunks, where they came so. They are there for
    /// the call that brings the piece: whoever needs them longer retains them.
    public Optional<ByteBuf> chunks() {
        return Optional.ofNullable(chunks);
    }

    void release() {
        if (chunks != null) {
            chunks.release();
        }
    }
}
