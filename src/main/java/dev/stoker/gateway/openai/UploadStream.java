package dev.stoker.gateway.openai;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// What arrives on an event loop, read by a thread that may block; when it reads too slowly, the
/// sender is asked to wait.
final class UploadStream extends InputStream {
    private static final int MOST_WAITING = 1024 * 1024;

    private final ReadStream<Buffer> source;
    private final Runnable resume;
    private final LinkedBlockingQueue<Part> parts = new LinkedBlockingQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private byte[] part = new byte[0];
    private int position;
    private boolean ended;

    private sealed interface Part {
        record Bytes(Buffer content) implements Part {}

        record End() implements Part {}

        record Broken(String reason) implements Part {}
    }

    /// To be called on the event loop.
    ///
    /// @param resume lets the source go on; called on any thread
    UploadStream(ReadStream<Buffer> source, Runnable resume) {
        this.source = source;
        this.resume = resume;
        source.handler(this::take);
        source.endHandler(_ -> parts.add(new Part.End()));
        source.exceptionHandler(e -> breakOff(String.valueOf(e.getMessage())));
    }

    /// The sender is gone: reading fails from here on.
    void breakOff(String reason) {
        parts.add(new Part.Broken(reason));
    }

    private void take(Buffer buffer) {
        parts.add(new Part.Bytes(buffer));
        if (waiting.addAndGet(buffer.length()) > MOST_WAITING) {
            source.pause();
        }
    }

    @Override
    public int read() throws IOException {
        return fill() ? part[position++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, part.length - position);
        System.arraycopy(part, position, target, offset, count);
        position += count;
        return count;
    }

    /// Waits for bytes; false behind the last.
    private boolean fill() throws IOException {
        while (position == part.length && !ended) {
            switch (next()) {
                case Part.Bytes(Buffer content) -> {
                    part = content.getBytes();
                    position = 0;
                    if (waiting.addAndGet(-content.length()) <= MOST_WAITING / 2) {
                        resume.run();
                    }
                }
                case Part.End _ -> ended = true;
                case Part.Broken(String reason) -> throw new IOException(reason);
            }
        }
        return position < part.length;
    }

    private Part next() throws InterruptedIOException {
        try {
            return parts.take();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while an upload was read");
        }
    }
}
