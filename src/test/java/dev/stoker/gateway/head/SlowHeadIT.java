package dev.stoker.gateway.head;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.testkit.RawClient;
import dev.stoker.testkit.StokerProcess;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Whoever sends the head of a request slowly costs the packaged service no connection for long.
@Timeout(120)
class SlowHeadIT {
    private static final String[] WHOLE = {"GET /v1/models HTTP/1.1", "Host: stoker", ""};

    @TempDir private static Path state;
    private static StokerProcess stoker;

    @BeforeAll
    static void start() throws Exception {
        stoker =
                StokerProcess.start(
                        state,
                        Path.of("yaml-configs/simulator.yaml"),
                        "stoker.gateway.head-time=1s");
    }

    @AfterAll
    static void stop() {
        stoker.close();
    }

    @Test
    void aClientThatDribblesItsHeadIsCutOff() throws Exception {
        try (RawClient client = new RawClient(stoker.url().getPort())) {
            client.sendLines("GET /v1/models HTTP/1.1").send("X: ".getBytes(UTF_8));
            Thread.ofVirtual().start(() -> client.dribble());

            assertTrue(client.readAllText().startsWith("HTTP/1.1 408 "));
        }
    }

    @Test
    void aClientThatSaysNothingIsCutOff() throws Exception {
        try (RawClient client = new RawClient(stoker.url().getPort())) {
            assertEquals("", client.readAllText());
        }
    }

    @Test
    void aFurtherHeadMayTakeNoLongerThanTheFirst() throws Exception {
        try (RawClient client = new RawClient(stoker.url().getPort())) {
            client.sendLines(WHOLE);
            assertTrue(client.readUntil("\"list\"").startsWith("HTTP/1.1 200 "));
            client.readUntil("]}");

            client.send("GET /v1".getBytes(UTF_8));

            assertTrue(client.readAllText().startsWith("HTTP/1.1 408 "));
        }
    }

    @Test
    void aConnectionThatRestsBetweenTwoRequestsIsKept() throws Exception {
        try (RawClient client = new RawClient(stoker.url().getPort())) {
            client.sendLines(WHOLE);
            client.readUntil("]}");
            // longer than a head may take
            LockSupport.parkNanos(2_000_000_000L);

            client.sendLines(WHOLE);

            assertTrue(client.readUntil("\"list\"").startsWith("HTTP/1.1 200 "));
        }
    }

    @Test
    void aConnectionThatChangesToHttp2IsKept() throws Exception {
        HttpRequest models = HttpRequest.newBuilder(stoker.url().resolve("/v1/models")).build();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            client.send(models, HttpResponse.BodyHandlers.discarding());
            LockSupport.parkNanos(2_000_000_000L);

            HttpResponse<String> second = client.send(models, HttpResponse.BodyHandlers.ofString());

            assertEquals(HttpClient.Version.HTTP_2, second.version());
            assertTrue(second.body().contains("\"list\""), second::body);
        }
    }
}
