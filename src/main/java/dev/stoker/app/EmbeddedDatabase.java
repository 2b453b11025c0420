package dev.stoker.app;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The PostgreSQL that Stoker brings itself: durable, in the state directory, on loopback.
final class EmbeddedDatabase implements AutoCloseable {
    private final EmbeddedPostgres server;

    private EmbeddedDatabase(EmbeddedPostgres server) {
        this.server = server;
    }

    static Path dataDirectory(Path state) {
        return state.resolve("database");
    }

    /// Starts the server, or attaches to one that outlived a killed Stoker.
    static EmbeddedDatabase start(Path state, int port) throws IOException {
        Files.createDirectories(state);
        // the library's defaults are for tests, where nothing need survive a crash
        return new EmbeddedDatabase(
                EmbeddedPostgres.builder()
                        .setDataDirectory(dataDirectory(state))
                        .setOverrideWorkingDirectory(state.resolve("postgresql").toFile())
                        .setCleanDataDirectory(false)
                        .setPort(port)
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("full_page_writes", "on")
                        .setRegisterShutdownHook(false)
                        .start());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
