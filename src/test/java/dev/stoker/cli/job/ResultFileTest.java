package dev.stoker.cli.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stoker.cli.Patience;
import dev.stoker.cli.StokerClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResultFileTest {
    private static final List<String> RESULTS =
            List.of("{\"cursor\":\"1\"}", "{\"cursor\":\"4\"}", "{\"cursor\":\"5\"}");

    private final StringWriter written = new StringWriter();
    private final List<String> asked = new ArrayList<>();
    private HttpServer server;
    private boolean cut;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/batch/jobs/j/results", this::answer);
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void anAnswerThatBreaksOffIsGoneOnWithBehindItsLastWholeLine() throws Exception {
        try (ResultFile file = file()) {
            cut = true;

            assertFalse(file.fetch("j"));
            cut = false;
            assertTrue(file.fetch("j"));
        }

        assertEquals(RESULTS, written.toString().lines().toList());
        assertEquals(List.of("after=0", "after=4"), asked);
    }

    @Test
    void whatWasWrittenIsNotAskedForAgain() throws Exception {
        try (ResultFile file = file()) {
            file.fetch("j");
            file.fetch("j");
        }

        assertEquals(RESULTS, written.toString().lines().toList());
        assertEquals(List.of("after=0", "after=5"), asked);
    }

    private ResultFile file() throws IOException {
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        var patience = new Patience(InstantSource.system(), _ -> true, Duration.ofSeconds(30));
        return ResultFile.open(
                new StokerClient(url, patience), Optional.of("-"), new PrintWriter(written));
    }

    /// Cut off in the middle of the third line.
    private void answer(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        asked.add(query);
        long after = Long.parseLong(query.substring("after=".length()));
        String body =
                String.join(
                        "",
                        RESULTS.stream()
                                .filter(line -> cursor(line) > after)
                                .map(line -> line + "\n")
                                .toList());
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes, 0, cut ? bytes.length - 5 : bytes.length);
        if (!cut) {
            exchange.close();
        } else {
            exchange.getResponseBody().flush();
            throw new IOException("cut");
        }
    }

    private static long cursor(String line) {
        return Long.parseLong(line.replaceAll("\\D", ""));
    }
}
