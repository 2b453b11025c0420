package dev.stoker.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;

/// A child process that is a tree as vLLM's is: a front end, a core, and a worker through which
/// every answer goes. `EngineTree PORT NAME`.
///
/// The front end goes on saying that it is healthy while the worker stands still, and exits with
/// code 0 when the core is dead.
public final class EngineTree {
    private final Process core;

    private EngineTree(Process core) {
        this.core = core;
    }

    /// The command that starts one.
    public static List<String> command(int port, String model) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx64m",
                "-cp",
                Path.of("target/test-classes").toAbsolutePath().toString(),
                EngineTree.class.getName(),
                String.valueOf(port),
                model);
    }

    public static void main(String[] arguments) throws IOException {
        // What a shell runs in the background reads nothing unless it is told where.
        Process core =
                new ProcessBuilder("sh", "-c", "exec 3<&0; cat <&3 & wait $!")
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        Thread.startVirtualThread(() -> endWith(core));
        new EngineTree(core).serve(Integer.parseInt(arguments[0]), arguments[1]);
        System.out.println("core=" + core.pid());
    }

    private static void endWith(Process core) {
        core.onExit().join();
        System.out.println(
                "vllm.v1.engine.exceptions.EngineDeadError: EngineCore encountered an issue.");
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    private void serve(int port, String model) throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        HttpServer server = HttpServer.create(address, 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/health", exchange -> answer(exchange, "ok"));
        server.createContext(
                "/v1/models",
                exchange -> answer(exchange, "{\"data\":[{\"id\":\"" + model + "\"}]}"));
        server.createContext(
                "/v1/chat/completions",
                exchange -> answer(exchange, "{\"choices\":[\"" + computed("Hi") + "\"]}"));
        server.start();
    }

    /// One request at a time, by the worker.
    private synchronized String computed(String prompt) throws IOException {
        Writer orders = core.outputWriter(StandardCharsets.UTF_8);
        orders.write(prompt + "\n");
        orders.flush();
        BufferedReader answers = core.inputReader(StandardCharsets.UTF_8);
        return answers.readLine();
    }

    private static void answer(HttpExchange exchange, String body) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
