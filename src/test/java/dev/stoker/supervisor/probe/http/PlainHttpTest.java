package dev.stoker.supervisor.probe.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stoker.testkit.WireEngine;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Against engines that answer by the rules.
@Timeout(60)
class PlainHttpTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
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
                                """
                                HTTP/1.1 307 Moved\r
                                Location: http://192.0.2.1/\r
                                Content-Length: 0\r
                                \r
                                """))) {
            assertEquals(new Answer(307, ""), PlainHttp.ask(door(engine), HEALTH, PATIENCE));
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

    private static URI door(WireEngine engine) {
        return URI.create("http://127.0.0.1:" + engine.port());
    }
}
