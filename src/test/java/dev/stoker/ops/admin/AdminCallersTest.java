package dev.stoker.ops.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A server that believes the PROXY protocol, so that a caller may seem to come from anywhere.
class AdminCallersTest {
    private final Vertx vertx = Vertx.vertx();
    private final Router router = Router.router(vertx);
    private int port;

    @BeforeEach
    void listen() throws Exception {
        router.get("/admin/engines").handler(context -> context.end("engines"));
        router.get("/q/metrics").handler(context -> context.end("metrics"));
        HttpServer server =
                vertx.createHttpServer(new HttpServerOptions().setUseProxyProtocol(true))
                        .requestHandler(router);
        port =
                server.listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(30, TimeUnit.SECONDS)
                        .actualPort();
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private void guard(boolean loopbackOnly) {
        ManagementInterface management = () -> router;
        new AdminCallers(() -> loopbackOnly).stand(management);
    }

    private String ask(String caller, String path) throws IOException {
        String request =
                """
                PROXY TCP4 %s 127.0.0.1 40000 %d\r
                GET %s HTTP/1.0\r
                \r
                """
                        .formatted(caller, port, path);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aCallerFromElsewhereIsTurnedAway() throws Exception {
        guard(true);

        String answer = ask("10.1.2.3", "/admin/engines");

        assertTrue(answer.startsWith("HTTP/1.0 403"), answer);
        assertTrue(answer.contains("loopback_only"), answer);
    }

    @Test
    void aCallerOfTheSamePodIsLetIn() throws Exception {
        guard(true);

        assertTrue(ask("127.0.0.1", "/admin/engines").endsWith("engines"));
    }

    @Test
    void metricsAreForAll() throws Exception {
        guard(true);

        assertTrue(ask("10.1.2.3", "/q/metrics").endsWith("metrics"));
    }

    @Test
    void withoutTheSettingNobodyIsTurnedAway() throws Exception {
        guard(false);

        assertTrue(ask("10.1.2.3", "/admin/engines").endsWith("engines"));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "127.8.0.9, true",
        "::1, true",
        "0:0:0:0:0:0:0:1%0, true",
        "10.0.0.7, false",
        "fe80::1, false"
    })
    void loopbackIsKnownInBothFamilies(String address, boolean loopback) {
        assertEquals(loopback, AdminCallers.isLoopback(address));
    }
}
