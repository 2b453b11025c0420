package dev.stoker.gateway.hostile;

import static dev.stoker.gateway.hostile.Aftermath.CHAT;
import static dev.stoker.gateway.hostile.Aftermath.QUESTION;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stoker.gateway.relay.TestFleet;
import dev.stoker.testkit.Capture;
import dev.stoker.testkit.RawClient;
import dev.stoker.testkit.WireEngine;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Event streams that no client would understand: what they mean is for the client to say, so that
/// each byte passes as it is.
@QuarkusTest
@TestProfile(TestFleet.Profile.class)
@Timeout(60)
class HostileStreamTest {
    private static final String HEAD =
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";

    @Inject Aftermath aftermath;

    @TestHTTPResource(value = "/health/live", management = true)
    URI probe;

    static Stream<Named<List<String>>> streams() {
        return Stream.of(
                Named.of("a line of 8 MB", List.of("data: " + "x".repeat(8 << 20) + "\n\n")),
                Named.of("no line end at all", List.of("data: {}", "data: {}", "data: [DONE]")),
                Named.of("NUL", List.of("data: \0\0\0\n\n", "\0", "data: [DONE]\n\n")),
                Named.of(
                        "all three line ends",
                        List.of("data: a\r\n\r", "\ndata: b\r\rdata: c\n\r\n", "\n\n")),
                Named.of("every byte there is", List.of(everyByte())),
                Named.of("only comments", List.of(":\n\n".repeat(10_000))),
                Named.of("done before the end", List.of("data: [DONE]\n\n", "data: after\n\n")),
                Named.of(
                        "an error among the events",
                        List.of("data: {\"error\":{}}\n\n", "data: 1\n\n")),
                Named.of("nothing", List.of()));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void eachBytePassesAsItIs(List<String> chunks) throws Exception {
        String answer =
                relayed((_, connection) -> {
                    connection.write(HEAD);
                    for (String chunk : chunks) {
                        connection.write(framed(chunk).getBytes(ISO_8859_1));
                    }
                    connection.write("0\r\n\r\n");
                });

        assertEquals(String.join("", chunks), Capture.body(answer));
    }

    @Test
    void anAnswerMayComeByteByByte() throws Exception {
        String wire =
                HEAD + framed("data: {\"x\":1}\n\n") + framed("data: [DONE]\n\n") + "0\r\n\r\n";

        String answer =
                relayed((_, connection) -> {
                    for (byte b : wire.getBytes(ISO_8859_1)) {
                        connection.write(new byte[] {b});
                    }
                });

        assertEquals("data: {\"x\":1}\n\ndata: [DONE]\n\n", Capture.body(answer));
    }

    @Test
    void anAnswerMayEndWithItsConnection() throws Exception {
        String answer =
                relayed((_, connection) -> {
                    connection.write(
                            "HTTP/1.0 200 OK\r\ncontent-type: text/event-stream\r\n\r\ndata: 1\n\n");
                    connection.socket().close();
                });

        assertEquals("data: 1\n\n", Capture.body(answer));
    }

    private String relayed(WireEngine.Script script) throws Exception {
        try (WireEngine engine = aftermath.engine(script);
                RawClient client = new RawClient(RestAssured.port)) {
            client.post(CHAT, QUESTION, "Connection: close");
            String answer = new String(client.readAll(), ISO_8859_1);
            aftermath.isClean(engine, probe);
            return answer;
        }
    }

    private static String framed(String chunk) {
        return Integer.toHexString(chunk.length()) + "\r\n" + chunk + "\r\n";
    }

    private static String everyByte() {
        StringBuilder all = new StringBuilder();
        for (char c = 0; c < 256; c++) {
            all.append(c);
        }
        return all.toString();
    }
}
