package dev.stoker.supervisor.probe.http;

import java.net.SocketTimeoutException;
import java.time.Duration;

/// When the patience with one question is over.
///
/// @param nanos as `System.nanoTime` counts them
record Deadline(long nanos) {
    private static final long NANOS_A_MILLI = 1_000_000;

    static Deadline in(Duration timeout) {
        return new Deadline(System.nanoTime() + timeout.toNanos());
    }

    /// As sockets want it: at least one, for zero would be for ever.
    ///
    /// @throws SocketTimeoutException when none are left
    int millisLeft() throws SocketTimeoutException {
        long left = nanos - System.nanoTime();
        if (left <= 0) {
            throw new SocketTimeoutException();
        }
        return (int) Math.min(left / NANOS_A_MILLI + 1, Integer.MAX_VALUE);
    }
}
