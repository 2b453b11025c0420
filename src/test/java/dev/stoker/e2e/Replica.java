package dev.stoker.e2e;

import dev.stoker.testkit.PostgresServer;
import dev.stoker.testkit.StokerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
              decode-tokens-per-second: 300
              answer-tokens: 20
              max-running: 4
            """;

    private final String name;
    private final Path directory;
    private final PostgresServer database;
    private StokerProcess stoker;

    Replica(String name, Path directory, PostgresServer database) throws Exception {
        this.name = name;
        this.directory = directory;
        this.database = database;
        this.stoker = start();
    }

    StokerProcess stoker() {
        return stoker;
    }

    void killEngine() throws Exception {
        stoker.engine("dev.stoker.simulator.Simulator").destroyForcibly();
    }

    void killAndRestart() throws Exception {
        kill();
        restart();
    }

    void kill() {
        try {
            stoker.kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    void restart() throws Exception {
        stoker = start();
    }

    private StokerProcess start() throws Exception {
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
    public void close() throws IOException {
        stoker.close();
    }
}
