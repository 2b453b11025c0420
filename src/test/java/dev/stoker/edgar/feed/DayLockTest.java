package dev.stoker.edgar.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.edgar.pace.FeedTime;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class DayLockTest {
    @TempDir private Path folder;

    /// Locks the file it is given, says so, and holds it until its input ends.
    public static final class Holder {
        public static void main(String[] arguments) throws Exception {
            try (FileChannel channel =
                    FileChannel.open(
                            Path.of(arguments[0]),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE)) {
                Objects.requireNonNull(channel.tryLock());
                System.out.println("locked");
                while (System.in.read() >= 0) {
                    // held
                }
            }
        }
    }

    @Test
    @Timeout(60)
    void aDayThatAnotherProcessDownloadsIsWaitedFor() throws Exception {
        Path file = folder.resolve("day.lock");
        Process holder = holder(file);
        try (BufferedReader said = holder.inputReader()) {
            assertEquals("locked", said.readLine());
            WaitingTime time = new WaitingTime(Optional.of(holder));

            try (DayLock _ = DayLock.acquire(file, time)) {
                assertTrue(time.waits >= 3, () -> "waits " + time.waits);
            }
        } finally {
            holder.destroy();
        }
    }

    @Test
    void afterItsHolderClosedItTheLockIsFree() throws Exception {
        Path file = folder.resolve("a/b/day.lock");
        WaitingTime time = new WaitingTime(Optional.empty());
        DayLock.acquire(file, time).close();

        DayLock.acquire(file, time).close();

        assertEquals(0, time.waits);
    }

    private static Process holder(Path file) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        Path.of("target/test-classes").toString(),
                        Holder.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /// At the third wait the holder is killed: an operating system leaves no lock behind.
    private static final class WaitingTime implements FeedTime {
        private final Optional<Process> holder;
        private int waits;

        WaitingTime(Optional<Process> holder) {
            this.holder = holder;
        }

        @Override
        public Instant instant() {
            return Instant.EPOCH;
        }

        @Override
        public void await(Duration duration) throws InterruptedException {
            waits++;
            if (waits == 3) {
                holder.orElseThrow().destroyForcibly().waitFor();
            }
        }
    }
}
