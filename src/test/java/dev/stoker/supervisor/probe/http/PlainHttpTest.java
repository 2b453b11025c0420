package dev.stoker.supervisor.probe.http;

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

/// Against engines that answer by the rules, and against such as do not.
@Timeout(60)
class PlainHttpTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Question HEALTH = Question.get("/health");

    @Test
    void aQuestionIsOneRequestOnAConnectionThatIsNotKept() throws Exception {
        try (WireEngine engine =
                WireEngine.start((_, connection) ->
                        connection.lines("HTTP/1.1 200 OK", "Content-Length: 2", "", "ok"))) {
            PlainHttp.ask(door(engine), Question.post("/v1/x", "{\"ä\":1}"), PATIENCE);

            WireEngine.Request request = engine.awaitRequest();
            assertEquals("POST /v1/x HTTP/1.1", request.head().getFirst());
            assertEquals("127.0.0.1:" + engine.port(), request.header("host"));
            assertEquals("close", request.header("connection"));
            assertEquals("application/json", request.header("content-type"));
            assertEquals("{\"ä\":1}", request.body());
        }
    }

    @Test
    void aQuestionWithoutABodyTellsOfNone() throws Exception {
        try (WireEngine engine = WireEngine.start(playing("HTTP/1.1 204 No Content\r\n\r\n"))) {
            Answer answer = PlainHttp.ask(door(engine), HEALTH, PATIENCE);

            assertEquals(new Answer(204, ""), answer);
            assertEquals("", engine.awaitRequest().header("content-length"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nyes and more",
                "HTTP/1.0 200\r\ncontent-length:3\r\n\r\nyes",
                "HTTP/1.1 200 OK\nContent-Length: 3\n\nyes",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\ny\r\n02;x=1\r\nes\r\n0\r\n\r\n",
                "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nyes",
                "HTTP/1.1 200 OK\r\nServer: uvicorn\r\n\r\nyes"
            })
    void eachWayToEndABodyIsUnderstood(String wire) throws Exception {
        try (WireEngine engine =
                WireEngine.start((_, connection) -> {
                    connection.write(wire);
                    connection.socket().close();
                })) {
            assertEquals(new Answer(200, "yes"), PlainHttp.ask(door(engine), HEALTH, PATIENCE));
        }
    }

    @Test
    void anAnswerIsOverWithItsLengthThoughTheEngineKeepsTheConnection() throws Exception {
        try (WireEngine engine =
                WireEngine.start(playing("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nyes"))) {
            assertEquals(new Answer(200, "yes"), PlainHttp.ask(door(engine), HEALTH, PATIENCE));
        }
    }

    @Test
    void aRedirectIsToldAndNotFollowed() throws Exception {
        try (WireEngine engine =
                WireEngine.start(
                        playing(
                                "HTTP/1.1 307 Moved\r\nLocation: http://192.0.2.1/\r\n"
                                        + "Content-Length: 0\r\n\r\n"))) {
            assertEquals(new Answer(307, ""), PlainHttp.ask(door(engine), HEALTH, PATIENCE));
        }
    }

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
                    byte[] much = again.replace("~", "\r\n").repeat(10_000).getBytes();
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

    @Test
    void aLongBodyIsCutWhereItIsShown() {
        String shown = new Answer(500, "x".repeat(1000)).words();

        assertEquals("500 " + "x".repeat(200) + "…", shown);
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
