package dev.stoker.supervisor.probe.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.Socket;

/// What a connection brings before a deadline.
final class TimedInput {
    private final Socket socket;
    private final InputStream stream;
    private final Deadline deadline;
    private final byte[] buffer = new byte[4096];
    private int next;
    private int end;

    TimedInput(Socket socket, Deadline deadline) throws IOException {
        this.socket = socket;
        this.stream = socket.getInputStream();
        this.deadline = deadline;
    }

    /// The next byte; -1 at the end.
    int read() throws IOException {
        return isOver() ? -1 : buffer[next++] & 0xff;
    }

    /// Moves so many bytes to `into`.
    ///
    /// @throws ProtocolException when the connection ends before
    void read(long count, ByteArrayOutputStream into) throws IOException {
        for (long left = count; left > 0; ) {
            if (isOver()) {
                throw new ProtocolException(
                        "the connection ended with %d of %d bytes to come".formatted(left, count));
            }
            int piece = (int) Math.min(left, end - next);
            into.write(buffer, next, piece);
            next += piece;
            left -= piece;
        }
    }

    /// Moves everything until the end to `into`.
    ///
    /// @throws ProtocolException when that is more than `limit` bytes
    void readAll(int limit, ByteArrayOutputStream into) throws IOException {
        while (!isOver()) {
            into.write(buffer, next, end - next);
            next = end;
            if (into.size() > limit) {
                throw new ProtocolException("a body longer than " + limit + " bytes");
            }
        }
    }

    /// Reads on when nothing is left.
    private boolean isOver() throws IOException {
        if (next < end) {
            return false;
        }
        socket.setSoTimeout(deadline.millisLeft());
        next = 0;
        end = Math.max(0, stream.read(buffer));
        return end == 0;
    }
}
