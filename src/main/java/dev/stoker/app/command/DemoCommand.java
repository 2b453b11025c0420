package dev.stoker.app.command;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import com.sun.net.httpserver.SimpleFileServer.OutputLevel;
import dev.stoker.cli.Demonstration;
import dev.stoker.cli.Demonstration.Extent;
import dev.stoker.supervisor.process.FreePorts;
import io.quarkus.runtime.Quarkus;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `stoker demo`: the whole service for two minutes, on filings that come with it.
@Command(
        name = "demo",
        description = "Summarise a sample day of real filings, then answer a chat.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    /// What fits two cores and two minutes.
    private static final Extent TASTE =
            new Extent(Optional.of("4"), Optional.of(80), Optional.of(Duration.ofSeconds(90)));

    private static final String SIMULATED =
            "The built-in simulator answers: these summaries are simulated.";
    private static final String GENUINE =
            "A genuine llama.cpp server answers, with real SmolLM2-135M weights.";

    @Option(
            names = "--simulated",
            description = "the built-in simulator answers instead of a genuine engine")
    private boolean simulated;

    @Option(names = "--all", description = "the whole day, however long it takes")
    private boolean all;

    @Option(names = "--engine", required = true, hidden = true)
    private Path engine = Path.of("");

    @Option(names = "--samples", required = true, hidden = true)
    private Path samples = Path.of("");

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Path state = Files.createTempDirectory("stoker-demo-");
        HttpServer feed = serve(samples);
        int port = FreePorts.any();
        Overrides.set("stoker.edgar.feed-url", "http://127.0.0.1:" + feed.getAddress().getPort());
        Overrides.set("stoker.engine-files", engine);
        Overrides.set("stoker.state-directory", state);
        Overrides.set("quarkus.http.port", port);
        Overrides.set("quarkus.management.port", 0);
        Overrides.set("quarkus.log.level", "WARN");
        var status = new AtomicInteger(1);
        Thread.ofVirtual().start(() -> Quarkus.asyncExit(show(port)));
        ServeCommand.run((code, failure) -> status.set(code));
        feed.stop(0);
        Directory.delete(state);
        return status.get();
    }

    private int show(int port) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(simulated ? SIMULATED : GENUINE);
        boolean whole = all || simulated;
        boolean terminal =
                Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
        try {
            return new Demonstration(URI.create("http://127.0.0.1:" + port), out, terminal)
                    .run(whole ? Extent.WHOLE : TASTE);
        } catch (IOException e) {
            out.println("stoker: the demonstration failed: " + e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return 1;
    }

    private static HttpServer serve(Path root) {
        var server =
                SimpleFileServer.createFileServer(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        root.toAbsolutePath().normalize(),
                        OutputLevel.NONE);
        server.start();
        return server;
    }
}
