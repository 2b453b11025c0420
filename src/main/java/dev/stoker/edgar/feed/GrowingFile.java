package dev.stoker.edgar.feed;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A file that somebody still writes, read as if it were whole: where no more is written yet, a
/// read waits. What was opened is read on, whatever name it gets.
public final class GrowingFile extends InputStream {
    private static final long LOOK_MS = 20;

    private final InputStream file;
    private final Future<?> writing;

    /// @param writing is done when no more comes
    public GrowingFile(Path file, Future<?> writing) throws IOException {
        this.file = Files.newInputStream(file);
        this.writing = writing;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /// Waits for at least one byte.
    ///
    /// @throws InterruptedIOException when interrupted meanwhile; the thread stays interrupted
    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        while (true) {
            // asked first: what is read after the last byte was written is the end
            boolean written = writing.isDone();
            int read = file.read(buffer, offset, length);
            if (read >= 0 || written) {
                return read;
            }
            awaitMore();
        }
    }

    private void awaitMore() throws InterruptedIOException {
        try {
            writing.get(LOOK_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException _) {
            // the next look tells what there is; who asked for the file asks why it broke off
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("interrupted");
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
