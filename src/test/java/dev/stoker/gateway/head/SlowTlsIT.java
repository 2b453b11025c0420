package dev.stoker.gateway.head;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.testkit.Certificate;
import dev.stoker.testkit.RawClient;
import dev.stoker.testkit.StokerProcess;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Behind TLS a slow client costs the packaged service no connection for long, either.
@Timeout(120)
class SlowTlsIT {
    private static final String[] WHOLE = {"GET /v1/models HTTP/1.1", "Host: stoker", ""};
    private static final Certificate CERTIFICATE = Certificate.make();

    /// A handshake that says it is 512 bytes long.
    private static final byte[] BEGINNING = {22, 3, 1, 2, 0, 1, 0, 1, (byte) 252};

    @TempDir private static Path state;
    private static StokerProcess stoker;

    @BeforeAll
    static void start() throws Exception {
        Stream<String> tls =
                CERTIFICATE.settings().entrySet().stream()
                        .map(setting -> setting.getKey() + "=" + setting.getValue());
        Stream<String> others = Stream.of("stoker.gateway.head-time=1s", "quarkus.http.ssl-port=0");
        stoker =
                StokerProcess.start(
                        state,
                        Path.of("yaml-configs/simulator.yaml"),
                        Stream.concat(tls, others).toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        stoker.close();
    }

    @Test
    void aClientThatNeverBeginsItsHandshakeIsCutOff() throws Exception {
        try (RawClient client = new RawClient(port())) {
            assertEquals("", client.readAllText());
        }
    }

    @Test
    void aClientThatDribblesItsHandshakeIsCutOff() throws Exception {
        try (RawClient client = new RawClient(port())) {
            client.send(BEGINNING);
            Thread.ofVirtual().start(client::dribble);

            assertFalse(client.readAllText().contains("HTTP"));
        }
    }

    @Test
    void aClientThatDribblesItsHeadIsCutOff() throws Exception {
        try (RawClient client = encrypted()) {
            client.sendLines("GET /v1/models HTTP/1.1").send("X: ".getBytes(UTF_8));
            Thread.ofVirtual().start(client::dribble);

            assertTrue(client.readUntil("\n").startsWith("HTTP/1.1 408 "));
        }
    }

    @Test
    void aFurtherHeadMayTakeNoLongerThanTheFirst() throws Exception {
        try (RawClient client = encrypted()) {
            client.sendLines(WHOLE);
            assertTrue(client.readUntil("\"list\"").startsWith("HTTP/1.1 200 "));
            client.readUntil("]}");

            client.send("GET /v1".getBytes(UTF_8));

            assertTrue(client.readAllText().startsWith("HTTP/1.1 408 "));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClientLikeAnyOtherIsAnsweredAndItsConnectionKept(HttpClient.Version version)
            throws Exception {
        HttpRequest models = HttpRequest.newBuilder(stoker.url().resolve("/v1/models")).build();
        try (HttpClient client =
                HttpClient.newBuilder()
                        .version(version)
                        .sslContext(CERTIFICATE.trusting())
                        .build()) {
            client.send(models, HttpResponse.BodyHandlers.discarding());
            // longer than a head may take
            LockSupport.parkNanos(2_000_000_000L);

            HttpResponse<String> second = client.send(models, HttpResponse.BodyHandlers.ofString());

            assertEquals(version, second.version());
            assertTrue(second.body().contains("\"list\""), second::body);
        }
    }

    private static int port() {
        return stoker.url().getPort();
    }

    private static RawClient encrypted() throws Exception {
        return RawClient.encrypted(port(), CERTIFICATE.trusting());
    }
}
