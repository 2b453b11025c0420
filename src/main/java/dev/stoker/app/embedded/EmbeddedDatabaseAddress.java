package dev.stoker.app.embedded;

import dev.stoker.supervisor.process.FreePorts;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.spi.ConfigSource;

/// Names the embedded database in the settings before it runs, so that Stoker listens while its
/// database still starts.
///
/// Its ordinal is the lowest: a `quarkus.datasource.jdbc.url` of the operator wins.
public final class EmbeddedDatabaseAddress implements ConfigSourceFactory {
    private static final int LOWEST = 1;
    private static final String STATE = "stoker.state-directory";
    private static final Map<Path, Integer> PORTS = new ConcurrentHashMap<>();

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        String state =
                Optional.ofNullable(context.getValue(STATE).getValue())
                        .orElseGet(() -> System.getProperty("user.home") + "/.stoker");
        Integer port =
                PORTS.computeIfAbsent(
                        Path.of(state),
                        directory -> runningPort(directory).orElseGet(FreePorts::any));
        return List.of(
                new PropertiesConfigSource(
                        Map.of(
                                "stoker.database.port",
                                port.toString(),
                                "quarkus.datasource.jdbc.url",
                                url(port),
                                "quarkus.datasource.username",
                                "postgres",
                                "quarkus.datasource.password",
                                "postgres"),
                        "embedded database",
                        LOWEST));
    }

    /// Where the database is reached that listens on that port of loopback.
    public static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port);
    }

    /// The port of a database server that outlived a killed Stoker: the fourth line of its pid
    /// file.
    private static Optional<Integer> runningPort(Path state) {
        Path pidFile = EmbeddedDatabase.dataDirectory(state).resolve("postmaster.pid");
        try {
            List<String> lines = Files.readAllLines(pidFile);
            boolean alive = Files.exists(Path.of("/proc", lines.getFirst().strip()));
            return alive ? Optional.of(Integer.valueOf(lines.get(3).strip())) : Optional.empty();
        } catch (IOException | IndexOutOfBoundsException | NumberFormatException noServer) {
            return Optional.empty();
        }
    }
}
