package dev.stoker.gateway.relay.answer;

import dev.stoker.gateway.relay.wire.Piece;
import java.util.Arrays;
import java.util.Optional;

/// The end of an answer: its last two pieces, as far as anybody will look at them.
final class Tail {
    /// Engines write the usage last, or just before a few figures of their own.
    static final int MOST = 2048;

    /// Tokens of one stream differ by a few bytes: what one needed is enough for the next.
    private static final int STEP = 64;

    private byte[] beforeLast = {};
    private byte[] last = {};
    private int beforeLastLength;
    private int lastLength;

    /// Whether nothing came yet.
    boolean isEmpty() {
        return lastLength == 0;
    }

    /// @param piece that is not empty
    void take(Piece piece) {
        byte[] free = beforeLast;
        beforeLast = last;
        beforeLastLength = lastLength;
        int length = piece.length();
        if (length > MOST) {
            last = Arrays.copyOfRange(piece.payload(), length - MOST, length);
            lastLength = MOST;
        } else {
            last = free.length < length ? new byte[roomFor(length)] : free;
            piece.copy(last);
            lastLength = length;
        }
    }

    /// The end of the last piece.
    byte[] last() {
        return Arrays.copyOf(last, lastLength);
    }

    /// What the answer says it took.
    Optional<Usage> usage() {
        return Usage.find(Arrays.copyOf(beforeLast, beforeLastLength), last());
    }

    private static int roomFor(int length) {
        return (length / STEP + 1) * STEP;
    }
}
