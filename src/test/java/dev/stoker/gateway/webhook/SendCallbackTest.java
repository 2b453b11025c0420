package dev.stoker.gateway.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Receivers that would hold a connection for ever.
class SendCallbackTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String ENDLESS =
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n";

    private final Vertx vertx = Vertx.vertx();
    private ServerSocket receiver;

    @BeforeEach
    void open() throws IOException {
        receiver = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        receiver.close();
        vertx.close();
    }

    @Test
    void anAnswerWithoutAnEndIsNotReadOn() throws Exception {
        CompletableFuture<Integer> end = CompletableFuture.supplyAsync(() -> answer(ENDLESS));

        int status = send(Duration.ofSeconds(20));

        assertEquals(200, status);
        assertEquals(-1, end.get());
    }

    @Test
    void aReceiverThatSaysNothingIsLeft() throws Exception {
        CompletableFuture<Integer> end = CompletableFuture.supplyAsync(() -> answer(""));

        assertThrows(IOException.class, () -> send(Duration.ofSeconds(1)));

        assertEquals(-1, end.get());
    }

    private int send(Duration timeout) throws Exception {
        SendCallback send = new SendCallback(vertx, new Signature(SECRET), timeout);
        URI url = URI.create("http://127.0.0.1:%d/hook".formatted(receiver.getLocalPort()));
        return send.to(Receiver.of(url, true), "msg_1", "{}", Instant.EPOCH);
    }

    /// What is read behind the request once the answer was written: -1 for the connection's end.
    private int answer(String answer) {
        try (Socket socket = receiver.accept()) {
            socket.setSoTimeout(20_000);
            InputStream in = socket.getInputStream();
            for (int last = 0, next = in.read(); last != '{' || next != '}'; next = in.read()) {
                last = next;
            }
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            return in.read();
        } catch (IOException stillOpen) {
            return 0;
        }
    }
}
