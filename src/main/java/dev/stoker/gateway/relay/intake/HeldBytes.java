package dev.stoker.gateway.relay.intake;

import java.util.concurrent.atomic.AtomicLong;

/// How many bytes of requests' bodies may be held in memory, all requests together.
///
/// A body is held until it is known where it goes, and as long as it may be sent a second time.
/// Each alone is bounded; a thousand of them are bounded here.
public final class HeldBytes {
    private final long limit;
    private final AtomicLong held = new AtomicLong();

    /// @param limit bytes
    public HeldBytes(long limit) {
        this.limit = limit;
    }

    public long limit() {
        return limit;
    }

    /// Bytes held now.
    public long held() {
        return held.get();
    }

    Share share() {
        return new Share();
    }

    /// What one request holds; used by one thread.
    final class Share {
        private long mine;

        /// @return false, and nothing taken, where there is no room
        boolean take(long bytes) {
            if (held.addAndGet(bytes) > limit) {
                held.addAndGet(-bytes);
                return false;
            }
            mine += bytes;
            return true;
        }

        void release() {
            held.addAndGet(-mine);
            mine = 0;
        }
    }
}
