package dev.stoker.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// A child process that answers like an engine: `TinyEngine PORT NAME`.
public final class TinyEngine {
    private TinyEngine() {}

    /// The command that starts one.
    public static List<String> command(int port, String model) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx64m",
                "-cp",
                Path.of("target/test-classes").toAbsolutePath().toString(),
                TinyEngine.class.getName(),
                String.valueOf(port),
                model);
    }

    public static void main(String[] arguments) throws IOException {
        var address =
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
        HttpServer server = HttpServer.create(address, 0);
        server.createContext("/health", exchange -> answer(exchange, "ok"));
        server.createContext(
                "/v1/models",
                exchange -> answer(exchange, "{\"data\":[{\"id\":\"" + arguments[1] + "\"}]}"));
        server.createContext(
                "/v1/chat/completions",
                exchange -> answer(exchange, "{\"choices\":[{\"message\":{\"content\":\"Hi\"}}]}"));
        server.start();
        System.out.println("serving on " + arguments[0]);
    }

    private static void answer(HttpExchange exchange, String body) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
