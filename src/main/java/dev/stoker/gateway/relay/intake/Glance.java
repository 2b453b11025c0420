package dev.stoker.gateway.relay.intake;

import dev.stoker.gateway.json.Peek;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;

/// Lets a [Peek] look at memory outside the heap: through an array of the event loop's that is
/// small enough to stay in the processor's cache.
final class Glance {
    private static final int WINDOW = 16 * 1024;

    private static final FastThreadLocal<byte[]> WINDOWS =
            new FastThreadLocal<>() {
                @Override
                protected byte[] initialValue() {
                    return new byte[WINDOW];
                }
            };

    private Glance() {}

    /// @param piece at least a byte; stays as it is
    static Peek.Outcome at(ByteBuf piece, Peek peek) {
        byte[] window = WINDOWS.get();
        int end = piece.writerIndex();
        int at = piece.readerIndex();
        Peek.Outcome outcome;
        do {
            int length = Math.min(WINDOW, end - at);
            piece.getBytes(at, window, 0, length);
            outcome = peek.feed(window, length);
            at += length;
        } while (at < end);
        return outcome;
    }
}
