package dev.stoker.app;

import io.quarkus.runtime.Quarkus;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `stoker serve`: the service itself, until it is told to stop.
@Command(
        name = "serve",
        description = "Run the service: start the engines, answer requests.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    @Option(
            names = "--engine",
            paramLabel = "FILE",
            description = "an engine file, or a directory of them; may be repeated")
    private List<Path> engines = List.of();

    @Option(names = "--port", paramLabel = "N", description = "of the public API; default: 8080")
    private int port = -1;

    @Option(
            names = "--management-port",
            paramLabel = "N",
            description = "of probes and metrics; default: 9000")
    private int managementPort = -1;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "what must survive a restart; default: ~/.stoker")
    private Path state = Path.of("");

    @Override
    public Integer call() {
        if (!engines.isEmpty()) {
            set(
                    "stoker.engine-files",
                    engines.stream().map(Path::toString).collect(Collectors.joining(",")));
        }
        if (port >= 0) {
            set("quarkus.http.port", Integer.toString(port));
        }
        if (managementPort >= 0) {
            set("quarkus.management.port", Integer.toString(managementPort));
        }
        if (!state.toString().isEmpty()) {
            set("stoker.state-directory", state.toString());
        }
        Quarkus.run();
        return 0;
    }

    /// Options become settings, so that there is one way in for both.
    private static void set(String key, String value) {
        System.setProperty(key, value);
    }
}
