package dev.stoker.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/// A child process that answers like an engine, and tries to get scripts into whatever shows its
/// words: `SlyEngine PORT`.
///
/// Asked to go on, it does so until its client leaves; asked to refuse, it refuses.
public final class SlyEngine {
    /// Runs where it is taken for HTML: sets `document.title` to `caught`.
    public static final String SCRIPT =
            "<img src=x onerror=\"document.title='caught'\"><script>document.title='caught'</script>";

    private static final Duration PAUSE = Duration.ofMillis(20);

    private SlyEngine() {}

    /// The text of its engine file.
    public static String file() {
        return """
        name: sly
        engine: custom
        model:
          path: none
          served-names: [sly]
        command:
          - %s
          - -XX:+UseSerialGC
          - -XX:TieredStopAtLevel=1
          - -Xmx64m
          - -cp
          - %s
          - %s
          - ${port}
        """
                .formatted(
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        Path.of("target/test-classes").toAbsolutePath(),
                        SlyEngine.class.getName());
    }

    public static void main(String[] arguments) throws IOException {
        var address =
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
        HttpServer server = HttpServer.create(address, 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/health", exchange -> whole(exchange, 200, "ok"));
        server.createContext(
                "/v1/models", exchange -> whole(exchange, 200, "{\"data\":[{\"id\":\"sly\"}]}"));
        server.createContext("/v1/chat/completions", SlyEngine::chat);
        server.start();
        System.out.println("serving " + SCRIPT);
    }

    private static void chat(HttpExchange exchange) throws IOException {
        String request = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        System.out.println("asked " + SCRIPT);
        if (request.contains("refuse")) {
            whole(exchange, 400, "{\"error\":{\"message\":\"No: %s\"}}".formatted(json(SCRIPT)));
        } else if (request.contains("\"stream\":true")) {
            stream(exchange, request.contains("go on"));
        } else {
            whole(
                    exchange,
                    200,
                    """
                    {"choices":[{"message":{"role":"assistant","content":"Filed: %s"}}],
                     "usage":{"prompt_tokens":3,"completion_tokens":2}}
                    """
                            .formatted(json(SCRIPT)));
        }
    }

    private static void stream(HttpExchange exchange, boolean endless) throws IOException {
        exchange.getResponseHeaders().set("content-type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            event(out, "{\"reasoning_content\":\"Thinking of %s\"}".formatted(json(SCRIPT)));
            event(out, "{\"content\":\"Answer: %s\"}".formatted(json(SCRIPT)));
            while (endless) {
                event(out, "{\"content\":\" more\"}");
                LockSupport.parkNanos(PAUSE.toNanos());
            }
            out.write("data: [DONE]\n\n".getBytes(UTF_8));
        } catch (IOException left) {
            System.out.println("the client left");
        }
    }

    private static void event(OutputStream out, String delta) throws IOException {
        out.write(
                "data: {\"choices\":[{\"index\":0,\"delta\":%s}]}\n\n"
                        .formatted(delta)
                        .getBytes(UTF_8));
        out.flush();
    }

    private static void whole(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("content-type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String json(String text) {
        return text.replace("\"", "\\\"");
    }
}
