package dev.stoker.edgar.feed;

import dev.stoker.edgar.pace.FeedTime;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/// The right to download a day into a cache that several processes use. The operating system takes
/// it back from a process that dies; the empty file stays.
public final class DayLock implements Closeable {
    private static final Duration LOOK = Duration.ofMillis(250);

    private final FileChannel channel;

    private DayLock(FileChannel channel) {
        this.channel = channel;
    }

    /// Waits until nobody else holds it.
    public static DayLock acquire(Path file, FeedTime time)
            throws IOException, InterruptedException {
        Files.createDirectories(file.getParent());
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            while (!isTaken(channel)) {
                time.await(LOOK);
            }
            return new DayLock(channel);
        } catch (IOException | InterruptedException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException _) {
            return false; // another client of this process has it
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
