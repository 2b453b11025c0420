package dev.stoker.e2e;

import dev.stoker.testkit.PostgresServer;
import dev.stoker.testkit.StokerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/// One of several Stokers over one database, each with an engine of its own, that is killed and
/// started again.
final class Replica implements AutoCloseable {
    private static final String ENGINE =
            """
            name: simulator
            engine: simulator
            model:
              path: simulated
              served-names: [simulated]
            restart:
              first-delay: 200ms
              max-delay: 1s
              max-crashes: 1000
            args:
              decode-tokens-per-second: 200
              answer-tokens: 20
              max-running: 4
            """;

    private final String name;
    private final Path directory;
    private final PostgresServer database;
    private CompletableFuture<StokerProcess> stoker;

    Replica(String name, Path directory, PostgresServer database) {
        this.name = name;
        this.directory = directory;
        this.database = database;
        this.stoker = started();
    }

    /// The present one, once it listens.
    StokerProcess stoker() {
        return stoker.join();
    }

    void killEngine() throws Exception {
        stoker().engine("dev.stoker.simulator.Simulator").destroyForcibly();
    }

    /// It comes back while the others work on.
    void kill() throws InterruptedException {
        stoker().kill();
        stoker = started();
    }

    private CompletableFuture<StokerProcess> started() {
        return CompletableFuture.supplyAsync(this::start);
    }

    private StokerProcess start() {
        try {
            return launch();
        } catch (Exception e) {
            throw new IllegalStateException(name + " does not start", e);
        }
    }

    private StokerProcess launch() throws Exception {
        Path engine = directory.resolve(name + ".yaml");
        Files.writeString(engine, ENGINE);
        return StokerProcess.start(
                directory.resolve(name),
                engine,
                "quarkus.datasource.jdbc.url=" + database.url(),
                "quarkus.datasource.username=postgres",
                "stoker.batch.instance=" + name,
                "stoker.batch.lease=3s");
    }

    @Override
    public void close() {
        stoker().close();
    }
}
