package dev.stoker.supervisor.probe.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.testkit.WireEngine;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Against what is no answer, or none that ends.
@Timeout(60)
class HostileAnswerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Question HEALTH = Question.get("/health");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SSH-2.0-OpenSSH_9.6~~            | not an answer of HTTP/1.1",
                "HTTP/2 200~~                     | not an answer of HTTP/1.1",
                "HTTP/1.1 20~~                    | not an answer of HTTP/1.1",
                "HTTP/1.1 999 Odd~~               | not an answer of HTTP/1.1",
                "~~                               | not an answer of HTTP/1.1",
                "HTTP/1.1 2                       | ended after \"HTTP/1.1 2\"",
                "HTTP/1.1 200 OK~Content-Le       | ended after \"Content-Le\"",
                "HTTP/1.1 101 Switching~~         | another protocol",
                "HTTP/1.1 200 OK~no colon~~       | not a header: \"no colon\"",
                "HTTP/1.1 200 OK~ folded: x~~     | not a header: \" folded",
                "HTTP/1.1 200 OK~Content-Length: -1~~ | an unclear content-length",
                "HTTP/1.1 200 OK~Content-Length: 3, 3~~abc | an unclear content-length",
                "HTTP/1.1 200 OK~Content-Length: 3~Content-Length: 4~~abcd | an unclear content-length",
                "HTTP/1.1 200 OK~Content-Length: 3~Transfer-Encoding: chunked~~abc | an unclear transfer",
                "HTTP/1.1 200 OK~Transfer-Encoding: chunked~Content-Length: 3~~abc | an unclear content-length",
                "HTTP/1.1 200 OK~Transfer-Encoding: gzip~~abc | an unclear transfer-encoding: \"gzip\"",
                "HTTP/1.1 200 OK~Content-Length: 10~~abc | 7 of 10 bytes to come",
                "HTTP/1.1 200 OK~Content-Length: 999999999999~~abc | a body longer than",
                "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~xyz~ | not the size of a chunk: \"xyz\"",
                "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~FFFFFFFF~ | a body longer than",
                "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~3~abcdef~0~~ | behind a chunk: \"def\"",
                "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~3~abc~ | ended after \"\""
            })
    void whatIsNotAnAnswerEndsAsAComplaint(String wire, String complaint) throws Exception {
        try (WireEngine engine =
                WireEngine.start((_, connection) -> {
                    connection.write(wire.replace("~", "\r\n"));
                    connection.socket().close();
                })) {
            assertComplaint(complaint, PlainHttp.ask(door(engine), HEALTH, PATIENCE));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP/1.1 200 OK~              | X-Noise: 1234567890~       | headers longer than",
                "HTTP/1.1 200 OK~X-One-Line:   | abcdefghijklmnopqrstuvw    | headers longer than",
                "HTTP/1.1 100 Continue~~       | HTTP/1.1 100 Continue~~    | headers longer than",
                "HTTP/1.1 200 OK~~             | no length and no end       | a body longer than",
                "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~ | 1a~abcdefghijklmnopqrstuvwxyz~ | a body longer than",
                "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~1;   | abcdefghijkl | headers longer than"
            })
    void anEndlessAnswerIsCutOff(String begin, String again, String complaint) throws Exception {
        try (WireEngine engine =
                WireEngine.start((_, connection) -> {
                    connection.write(begin.replace("~", "\r\n"));
                    byte[] much = again.replace("~", "\r\n").repeat(10_000).getBytes(UTF_8);
                    while (true) {
                        connection.write(much);
                    }
                })) {
            assertComplaint(complaint, PlainHttp.ask(door(engine), HEALTH, PATIENCE));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 2",
                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nye",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nyes\r\n",
                "HTTP/1.1 100 Continue\r\n\r\n"
            })
    void anEngineThatFallsSilentIsGivenUpAtTheDeadline(String begin) throws Exception {
        try (WireEngine engine = WireEngine.start(playing(begin))) {
            assertComplaint("nothing within PT0.2S", PlainHttp.ask(door(engine), HEALTH, SHORT));
        }
    }

    @Test
    void anEngineThatDribblesIsGivenUpAtTheSameDeadline() throws Exception {
        try (WireEngine engine =
                WireEngine.start((_, connection) -> {
                    connection.write("HTTP/1.1 200 OK\r\nX-Slow: ");
                    while (true) {
                        connection.write("x");
                        TimeUnit.MILLISECONDS.sleep(20);
                    }
                })) {
            assertComplaint("nothing within PT0.2S", PlainHttp.ask(door(engine), HEALTH, SHORT));
        }
    }

    @Test
    void anEngineThatNeverAcceptsIsGivenUpAtTheDeadline() throws Exception {
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI door = URI.create("http://127.0.0.1:" + deaf.getLocalPort());

            assertComplaint("nothing within PT0.2S", PlainHttp.ask(door, HEALTH, SHORT));
        }
    }

    @Test
    void aKilledEngineEndsTheQuestionAtOnce() throws Exception {
        try (WireEngine engine =
                WireEngine.start((_, connection) -> {
                    connection.write("HTTP/1.1 200 OK\r\n");
                    connection.kill();
                })) {
            assertComplaint("Connection reset", PlainHttp.ask(door(engine), HEALTH, PATIENCE));
        }
    }

    @Test
    void anInterruptEndsTheQuestionAndItsConnection() throws Exception {
        var asked = new CountDownLatch(1);
        var left = new CompletableFuture<Long>();
        try (WireEngine engine =
                WireEngine.start((_, connection) -> {
                    asked.countDown();
                    left.complete(connection.awaitEnd());
                })) {
            var answer = new CompletableFuture<Answer>();
            Thread asking =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    answer.complete(PlainHttp.ask(door(engine), HEALTH, PATIENCE));
                                } catch (InterruptedException ended) {
                                    answer.completeExceptionally(ended);
                                }
                            });
            asked.await();

            asking.interrupt();

            var thrown = assertThrows(ExecutionException.class, answer::get);
            assertTrue(thrown.getCause() instanceof InterruptedException, thrown::toString);
            left.get(30, TimeUnit.SECONDS);
        }
    }

    private static WireEngine.Script playing(String wire) {
        return (_, connection) -> connection.write(wire);
    }

    private static void assertComplaint(String expected, Answer answer) {
        assertEquals(0, answer.status(), answer::toString);
        assertTrue(answer.body().contains(expected), answer::body);
    }

    private static URI door(WireEngine engine) {
        return URI.create("http://127.0.0.1:" + engine.port());
    }
}
