package dev.stoker.app.command;

import dev.stoker.app.process.OpenFiles;
import dev.stoker.gateway.PublishedApi;
import io.quarkus.runtime.Quarkus;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `stoker serve`: the service itself, until it is told to stop.
@Command(
        name = "serve",
        description = "Run the service: start the engines, answer requests.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    /// Where the settings find the number of event loops.
    private static final String CORES = "dev.stoker.cores";

    /// Where they find how many clients may be connected at once.
    private static final String CONNECTIONS = "dev.stoker.connections";

    @Option(
            names = "--engine",
            paramLabel = "FILE",
            description = "an engine file, or a directory of them; may be repeated")
    private List<Path> engines = List.of();

    @Option(names = "--port", paramLabel = "N", description = "of the public API; default: 8080")
    private Optional<Integer> port = Optional.empty();

    @Option(
            names = "--management-port",
            paramLabel = "N",
            description = "of probes and metrics; default: 9000")
    private Optional<Integer> managementPort = Optional.empty();

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "what must survive a restart; default: ~/.stoker")
    private Optional<Path> state = Optional.empty();

    @Override
    public Integer call() {
        if (!engines.isEmpty()) {
            Overrides.set(
                    "stoker.engine-files",
                    engines.stream().map(Path::toString).collect(Collectors.joining(",")));
        }
        port.ifPresent(number -> Overrides.set("quarkus.http.port", number));
        managementPort.ifPresent(number -> Overrides.set("quarkus.management.port", number));
        state.ifPresent(directory -> Overrides.set("stoker.state-directory", directory));
        return run();
    }

    /// Runs the service by the settings until it ends.
    static int run() {
        var status = new AtomicInteger();
        run((code, failure) -> status.set(failure == null ? code : 1));
        return status.get();
    }

    /// @param ended is told the exit code, and the failure if it did not start
    static void run(BiConsumer<Integer, @Nullable Throwable> ended) {
        Overrides.set(CORES, Runtime.getRuntime().availableProcessors());
        OpenFiles.connections().ifPresent(most -> Overrides.set(CONNECTIONS, most));
        PublishedApi.leaveAsBuilt();
        Quarkus.run(Service.class, ended);
    }
}
