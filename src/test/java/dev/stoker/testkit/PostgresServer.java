package dev.stoker.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A PostgreSQL of its own that a test kills and starts again: the one of the machine's packages,
/// or where there is none, the one that comes with Stoker.
public final class PostgresServer implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Path PACKAGES = Path.of("/usr/lib/postgresql");

    private final Path binaries;
    private final Path data;
    private final Path log;
    private final int port;
    private Process process;

    private PostgresServer(Path binaries, Path directory, int port) throws Exception {
        this.binaries = binaries;
        this.data = directory.resolve("data");
        this.log = directory.resolve("postgres.log");
        this.port = port;
        run("initdb", "-D", data.toString(), "-U", "postgres", "-A", "trust", "-E", "UTF8");
        this.process = launch();
    }

    public static PostgresServer start(Path directory) throws Exception {
        Files.createDirectories(directory);
        PostgresServer server = new PostgresServer(binaries(directory), directory, freePort());
        server.awaitAnswer();
        return server;
    }

    public String url() {
        return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port);
    }

    /// `PostgreSQL 15.18 …`, and where its programs lie.
    public String version() throws SQLException {
        return text("SHOW server_version") + " of " + binaries;
    }

    /// As the host would: no goodbye; then it starts again from what is on disk.
    public void killAndRestart() throws Exception {
        List<ProcessHandle> backends = process.descendants().toList();
        process.destroyForcibly().waitFor();
        // They notice within moments, and a new server refuses to start before.
        backends.forEach(ProcessHandle::destroyForcibly);
        Eventually.holds(() -> backends.stream().noneMatch(ProcessHandle::isAlive));
        Files.deleteIfExists(data.resolve("postmaster.pid"));
        process = launch();
        awaitAnswer();
    }

    /// Breaks every connection but its own.
    ///
    /// @return how many
    public long sever() throws SQLException {
        return number(
                """
                SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'
                """);
    }

    public long number(String query) throws SQLException {
        return Long.parseLong(text(query));
    }

    private String text(String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(), "postgres", "");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private void awaitAnswer() {
        Eventually.becomes(LIMIT, this::answers, answers -> answers);
    }

    private boolean answers() {
        try {
            return number("SELECT 1") == 1;
        } catch (SQLException notYet) {
            return false;
        }
    }

    private Process launch() throws IOException {
        return command("postgres", "-D", data.toString(), "-p", Integer.toString(port), "-k", "")
                .start();
    }

    private void run(String program, String... arguments) throws Exception {
        int status = command(program, arguments).start().waitFor();
        if (status != 0) {
            throw new AssertionError(program + " ended with " + status + ": see " + log);
        }
    }

    /// PostgreSQL refuses to run as root, but not in a user namespace of its own.
    private ProcessBuilder command(String program, String... arguments) {
        List<String> words = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            words.addAll(List.of("unshare", "-U"));
        }
        words.add(binaries.resolve(program).toString());
        words.addAll(List.of(arguments));
        return new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    }

    private static Path binaries(Path directory) throws IOException {
        try (Stream<Path> versions =
                Files.isDirectory(PACKAGES) ? Files.list(PACKAGES) : Stream.empty()) {
            List<Path> found =
                    versions.map(version -> version.resolve("bin"))
                            .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                            .sorted()
                            .toList();
            return found.isEmpty() ? embedded(directory) : found.getLast();
        }
    }

    /// Started once so that it unpacks itself.
    private static Path embedded(Path directory) throws IOException {
        Path unpacked = directory.resolve("embedded");
        EmbeddedPostgres.builder().setOverrideWorkingDirectory(unpacked.toFile()).start().close();
        try (Stream<Path> files = Files.walk(unpacked)) {
            return files.filter(file -> file.endsWith("bin/initdb"))
                    .findFirst()
                    .map(Path::getParent)
                    .orElseThrow();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
