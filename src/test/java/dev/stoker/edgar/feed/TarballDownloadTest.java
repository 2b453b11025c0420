package dev.stoker.edgar.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class TarballDownloadTest {
    @TempDir private Path folder;

    @Test
    @Timeout(20)
    void aServerThatFallsSilentInTheMiddleIsGivenUpAndWhatCameIsKept() throws Exception {
        Path part = folder.resolve("day.part");
        CountDownLatch over = new CountDownLatch(1);
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                TarballDownload download = new TarballDownload(Duration.ofMillis(300))) {
            Thread.ofVirtual().start(() -> sendHalf(server, over));
            URI uri = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/day");

            IOException stalled =
                    assertThrows(IOException.class, () -> download.fetch(uri, "Test", part));

            assertTrue(String.valueOf(stalled.getMessage()).contains("no byte came for PT0.3S"));
            assertEquals("half", Files.readString(part));
        } finally {
            over.countDown();
        }
    }

    private static void sendHalf(ServerSocket server, CountDownLatch over) {
        try (Socket client = server.accept()) {
            OutputStream out = client.getOutputStream();
            out.write(
                    "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nhalf"
                            .getBytes(StandardCharsets.UTF_8));
            out.flush();
            over.await();
        } catch (IOException | InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
