package dev.stoker.edgar.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrowingFileTest {
    @TempDir private Path folder;
    private final CompletableFuture<Void> writing = new CompletableFuture<>();
    private Path file;

    @BeforeEach
    void begin() throws Exception {
        file = Files.writeString(folder.resolve("day.part"), "first ");
    }

    @Test
    void whatIsThereIsReadWithoutWaiting() throws Exception {
        try (GrowingFile growing = new GrowingFile(file, writing)) {
            assertEquals("first ", new String(growing.readNBytes(6), UTF_8));
        }
    }

    @Test
    void whatComesLaterFollowsAlsoUnderAnotherName() throws Exception {
        CompletableFuture<byte[]> read = new CompletableFuture<>();
        GrowingFile growing = new GrowingFile(file, writing);
        Thread.ofVirtual()
                .start(() -> {
                    try (growing) {
                        read.complete(growing.readAllBytes());
                    } catch (Exception e) {
                        read.completeExceptionally(e);
                    }
                });

        Files.writeString(file, "second ", StandardOpenOption.APPEND);
        Path whole = Files.move(file, folder.resolve("day"));
        Files.writeString(whole, "third", StandardOpenOption.APPEND);
        writing.complete(null);

        assertArrayEquals("first second third".getBytes(UTF_8), read.get());
    }

    @Test
    void aWriterThatFailsEndsTheFileWhereItStopped() throws Exception {
        writing.completeExceptionally(new IllegalStateException("gone"));

        try (GrowingFile growing = new GrowingFile(file, writing)) {
            assertEquals("first ", new String(growing.readAllBytes(), UTF_8));
        }
    }

    @Test
    void anInterruptEndsTheWaitAndIsKept() throws Exception {
        try (GrowingFile growing = new GrowingFile(file, writing)) {
            growing.readNBytes(6);
            Thread.currentThread().interrupt();

            assertThrows(InterruptedIOException.class, growing::read);

            assertTrue(Thread.interrupted());
        }
    }
}
