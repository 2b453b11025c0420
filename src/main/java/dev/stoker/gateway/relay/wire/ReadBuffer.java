package dev.stoker.gateway.relay.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import org.jspecify.annotations.Nullable;

/// The buffer that all wires of one event loop read into, one after the other: to take one from a
/// pool for each token and give it back cost as much as to look through it.
///
/// Whoever keeps what was read keeps all of the buffer, and the next read gets another one.
final class ReadBuffer extends DefaultMaxMessagesRecvByteBufAllocator {
    /// As much as one read brings at most.
    static final int BYTES = 16 * 1024;

    /// A buffer that is used all the time must not be one that is watched for leaks.
    private static final ByteBufAllocator UNWATCHED = new UnpooledByteBufAllocator(true, true);

    private @Nullable ByteBuf shared;

    @Override
    @SuppressWarnings("deprecation") // Netty's own still give it, too
    public Handle newHandle() {
        return new MaxMessageHandle() {
            @Override
            public int guess() {
                return BYTES;
            }

            @Override
            public ByteBuf allocate(ByteBufAllocator ofChannel) {
                return borrow();
            }
        };
    }

    private ByteBuf borrow() {
        ByteBuf buffer = shared;
        if (buffer == null || buffer.refCnt() > 1) {
            if (buffer != null) {
                buffer.release();
            }
            buffer = UNWATCHED.directBuffer(BYTES, BYTES);
            shared = buffer;
        }
        return buffer.clear().retain();
    }
}
