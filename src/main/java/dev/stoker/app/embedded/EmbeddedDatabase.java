package dev.stoker.app.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The PostgreSQL that Stoker brings itself: durable, in the state directory, on loopback.
public final class EmbeddedDatabase implements AutoCloseable {
    private final EmbeddedPostgres server;

    private EmbeddedDatabase(EmbeddedPostgres server) {
        this.server = server;
    }

    static Path dataDirectory(Path state) {
        return state.resolve("database");
    }

    /// Starts the server, or attaches to one that outlived a killed Stoker.
    public static EmbeddedDatabase start(Path state, int port) throws IOException {
        Files.createDirectories(state);
        try {
            return new EmbeddedDatabase(server(state, port).start());
        } catch (IllegalStateException e) {
            throw new IOException("the embedded PostgreSQL does not start: " + hint(e), e);
        }
    }

    private static Path programs(Path state) {
        return state.resolve("postgresql");
    }

    // the library's defaults are for tests, where nothing need survive a crash
    private static EmbeddedPostgres.Builder server(Path state, int port) {
        return EmbeddedPostgres.builder()
                .setDataDirectory(dataDirectory(state))
                .setOverrideWorkingDirectory(programs(state).toFile())
                .setCleanDataDirectory(false)
                .setPort(port)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setRegisterShutdownHook(false);
    }

    /// PostgreSQL refuses to run as root unless the kernel lets it into a user namespace.
    private static String hint(IllegalStateException failure) {
        return "root".equals(System.getProperty("user.name"))
                ? "as root it needs user namespaces; run Stoker as another user, or name a database by quarkus.datasource.jdbc.url"
                : String.valueOf(failure.getMessage());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
