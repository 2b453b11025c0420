package dev.stoker.supervisor.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The last lines of an engine's output.
///
/// Reads as fast as the engine writes, since a full pipe would stop the engine: in a flood it looks
/// only for line ends, and the watcher sees the first few thousand lines of each second. A lone
/// carriage return ends a line as well: that is how progress bars are drawn. Bytes that are not
/// UTF-8 become replacement characters.
public final class LogTail {
    private static final int KEPT_LINES = 500;
    private static final int LONGEST_LINE = 4096;
    private static final int WATCHED_PER_SECOND = 5000;
    private static final int CHUNK = 8 * 1024;
    private static final int LARGE_CHUNK = 64 * 1024;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Consumer<String> watcher;
    private final Deque<byte[]> kept = new ArrayDeque<>(); // guarded by itself: read by others
    private final CountDownLatch ended = new CountDownLatch(1);
    private final byte[] line = new byte[LONGEST_LINE];
    private int length;
    private long secondBegan = System.nanoTime();
    private int watched;

    /// @param watcher is given the lines as they come
    public LogTail(Consumer<String> watcher) {
        this.watcher = watcher;
    }

    /// Reads until the output ends; returns quietly when it breaks off.
    public void readAll(InputStream output) {
        var chunk = new byte[CHUNK];
        try (output) {
            for (int size = output.read(chunk); size >= 0; size = output.read(chunk)) {
                accept(chunk, size);
                if (size == CHUNK) {
                    chunk = new byte[LARGE_CHUNK]; // it writes much: fewer reads
                }
            }
        } catch (IOException brokenOff) {
            watcher.accept("output broke off: " + brokenOff.getMessage());
        } finally {
            if (length > 0) {
                keep(List.of(take()));
            }
            ended.countDown();
        }
    }

    /// Waits until all output has been read.
    ///
    /// @return whether it has
    public boolean awaitEnd(Duration patience) throws InterruptedException {
        return ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// The last lines, oldest first.
    public List<String> lines() {
        synchronized (kept) {
            return kept.stream().map(LogTail::text).toList();
        }
    }

    private void accept(byte[] chunk, int size) {
        List<byte[]> lines = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i < size; i++) {
            if (chunk[i] == '\n' || chunk[i] == '\r') {
                add(chunk, begin, i);
                if (length > 0) {
                    lines.add(take());
                }
                begin = i + 1;
            }
        }
        add(chunk, begin, size);
        keep(lines);
    }

    private void add(byte[] chunk, int from, int to) {
        int room = Math.min(to - from, LONGEST_LINE - length);
        System.arraycopy(chunk, from, line, length, room);
        length += room;
    }

    private byte[] take() {
        byte[] whole = Arrays.copyOf(line, length);
        length = 0;
        return whole;
    }

    private void keep(List<byte[]> lines) {
        synchronized (kept) {
            kept.addAll(lines.subList(Math.max(0, lines.size() - KEPT_LINES), lines.size()));
            while (kept.size() > KEPT_LINES) {
                kept.removeFirst();
            }
        }
        lines.stream().limit(allowance()).map(LogTail::text).forEach(watcher);
        watched += lines.size();
    }

    private long allowance() {
        long now = System.nanoTime();
        if (now - secondBegan >= SECOND) {
            secondBegan = now;
            watched = 0;
        }
        return Math.max(0, WATCHED_PER_SECOND - watched);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
