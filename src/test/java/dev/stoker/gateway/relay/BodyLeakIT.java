package dev.stoker.gateway.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.JobClient;
import dev.stoker.testkit.RawClient;
import dev.stoker.testkit.Simulators;
import dev.stoker.testkit.StokerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Whatever becomes of a request, the memory of its body is given back: Netty watches each buffer
/// of the packaged service, and reports those that were collected as garbage and never released.
@Timeout(180)
class BodyLeakIT {
    private static final String CHAT = "/v1/chat/completions";

    /// What Netty says of a buffer that nobody released.
    private static final String LEAK = "LEAK:";

    /// A small young generation, so that what nobody refers to is found at once.
    private static final String SMALL_YOUNG = "-Xmn4m";

    private static final int ROUNDS = 20;
    private static final String LONG = "x".repeat(400_000);

    @TempDir private Path state;

    @Test
    void noBodyIsLeaked() throws Exception {
        try (StokerProcess stoker =
                StokerProcess.with("JAVA_TOOL_OPTIONS", SMALL_YOUNG)
                        .start(
                                state,
                                engine(),
                                "io.netty.leakDetection.level=paranoid",
                                "stoker.gateway.max-body-size=1M")) {
            awaitReady(stoker);
            int port = stoker.url().getPort();
            for (int round = 0; round < ROUNDS; round++) {
                allAnswered(port);
                leftInTheMiddle(port, "{\"model\":\"m\",\"user\":\"");
                leftInTheMiddle(port, "{\"user\":\"");
                tooLong(port, "{\"model\":\"m\",\"user\":\"");
                tooLong(port, "{\"user\":\"");
            }
            allAnswered(port);

            assertFalse(stoker.log().contains(LEAK));
        }
    }

    private static void awaitReady(StokerProcess stoker) throws Exception {
        JobClient management = new JobClient(stoker.management());
        Eventually.becomes(
                Duration.ofSeconds(60),
                () -> management.get("/q/health/ready").statusCode(),
                status -> status == 200);
    }

    private static void allAnswered(int port) throws IOException {
        try (RawClient client = new RawClient(port)) {
            for (String user : new String[] {"a", "b", LONG, LONG}) {
                assertEquals(200, status(client, "{\"model\":\"m\",\"user\":\"" + user + "\"}"));
                assertEquals(200, status(client, "{\"user\":\"" + user + "\",\"model\":\"m\"}"));
                assertEquals(404, status(client, "{\"user\":\"" + user + "\",\"model\":\"n\"}"));
                assertEquals(400, status(client, "{\"user\":\"" + user + "\",,"));
            }
            assertEquals(404, status(client, "{\"model\":\"n\",\"user\":\"" + LONG + "\"}"));
            assertEquals(400, status(client, "{,\"user\":\"" + LONG + "\"}"));
        }
    }

    private static void leftInTheMiddle(int port, String begin) throws IOException {
        try (RawClient client = new RawClient(port)) {
            assertEquals(200, status(client, "{\"model\":\"m\"}"));
            client.sendLines(
                    "POST " + CHAT + " HTTP/1.1", "Host: stoker", "Content-Length: 900000", "");
            client.sendLines(begin + LONG);
        }
    }

    private static void tooLong(int port, String begin) throws IOException {
        try (RawClient client = new RawClient(port)) {
            assertEquals(200, status(client, "{\"model\":\"m\"}"));
            client.sendLines(
                    "POST " + CHAT + " HTTP/1.1", "Host: stoker", "Transfer-Encoding: chunked", "");
            for (String chunk : new String[] {begin + LONG, LONG, LONG}) {
                client.sendLines(Integer.toHexString(chunk.length()), chunk);
            }
            assertTrue(client.readUntil("\r\n").contains(" 413 "));
        }
    }

    private static int status(RawClient client, String body) throws IOException {
        client.post(
                CHAT,
                body.replace(
                        "}",
                        ",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"max_tokens\":1}"));
        String head = client.readUntil("\r\n\r\n");
        String length = head.replaceAll("(?is).*content-length: (\\d+).*", "$1");
        client.read(Integer.parseInt(length));
        return Integer.parseInt(head.substring(9, 12));
    }

    private Path engine() throws IOException {
        return Simulators.file(
                state, "m", "decode-tokens-per-second: 1000000", "answer-tokens: 1", "startup: 0s");
    }
}
