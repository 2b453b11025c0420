package dev.stoker.supervisor.fleet;

import static dev.stoker.testkit.Eventually.holds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.engine.EngineSpec;
import dev.stoker.engine.catalog.CatalogLoader;
import dev.stoker.supervisor.EngineSnapshot;
import dev.stoker.supervisor.EngineState;
import dev.stoker.supervisor.EngineState.Draining;
import dev.stoker.supervisor.EngineState.Ready;
import dev.stoker.supervisor.EngineState.Starting;
import dev.stoker.supervisor.EngineState.Stopped;
import dev.stoker.supervisor.run.Equipment;
import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.ProcessFleet;
import dev.stoker.testkit.Processes;
import dev.stoker.testkit.TestEquipment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Engines and the weight daemon they share, over real child processes: a `vllm` that holds a
/// socket where vLLM holds weights, and that serves as the simulator.
class WeightDaemonProcessTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir private Path directory;
    private final List<String> ends = new CopyOnWriteArrayList<>();
    private Path loaded;
    private EngineFleet fleet;

    @BeforeEach
    void describe() throws Exception {
        loaded = directory.resolve("loaded");
        Path program = directory.resolve("vllm");
        Files.writeString(
                program,
                """
                #!/bin/sh
                mode=$1
                while [ $# -gt 1 ]; do
                  case $1 in
                    --weight-cache-socket-dir) sockets=$2 ;;
                    --served-model-name) name=$2 ;;
                    --port) port=$2 ;;
                  esac
                  shift
                done
                java="JAVA -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp target/classes:target/test-classes"
                if [ "$mode" = preload ]; then
                  until [ -f LOADED ]; do sleep 0.05; done
                  exec $java dev.stoker.testkit.OpenSocket "$sockets/vllm_weight_cache_0a.sock"
                fi
                exec $java dev.stoker.simulator.Simulator --port "$port" --model "$name"
                """
                        .replace("JAVA", System.getProperty("java.home") + "/bin/java")
                        .replace("LOADED", loaded.toString()));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        String model = "gpus: 0\nprogram: " + program + "\nmodel:\n  path: a/b\n";
        write("held", "engine: vllm-weights\n" + model);
        String borrower = "engine: vllm\n" + model + "  weights-from: held\n";
        write("one", borrower);
        write("two", borrower);
        List<EngineSpec> specs =
                new CatalogLoader(Map.of()).load(List.of(directory.resolve("files"))).engines();
        var settings = TestEquipment.settings(directory.resolve("state"));
        fleet =
                new EngineFleet(
                        specs,
                        settings,
                        Equipment.real(settings),
                        _ -> 0,
                        EngineFleet.steadyClock(Clock.systemUTC()));
        fleet.subscribe(change -> {
            if (change.after().state() instanceof Stopped) {
                ends.add(change.after().spec().name());
            }
        });
    }

    @AfterEach
    void close() {
        fleet.kill();
        fleet.close();
    }

    @Test
    void anEngineBeginsWhenItsDaemonHoldsTheWeightsAndOutlivesIt() throws Exception {
        fleet.start("one");
        await("held", Starting.class);
        holds(() -> phase("one").equals("waiting for its weight daemon"));
        Files.createFile(loaded);
        await("held", Ready.class);
        await("one", Ready.class);

        ProcessFleet.signal("KILL", processOf("held"));

        Eventually.becomes(
                PATIENCE,
                () -> engine("held"),
                held -> held.run() == 2 && held.state() instanceof Ready);
        assertEquals(1, engine("one").run());
        assertTrue(engine("one").state() instanceof Ready, engine("one")::toString);
    }

    @Test
    void aDaemonEndsAfterTheLastOfItsEngines() throws Exception {
        Files.createFile(loaded);
        fleet.startAll();
        await("one", Ready.class);
        await("two", Ready.class);

        fleet.stop("held");
        await("held", Draining.class);
        fleet.stop("one");
        await("one", Stopped.class);
        assertTrue(engine("held").state() instanceof Draining, engine("held")::toString);
        fleet.stop("two");

        holds(() -> ends.equals(List.of("one", "two", "held")));
    }

    private void write(String name, String text) throws Exception {
        Path files = Files.createDirectories(directory.resolve("files"));
        Files.writeString(files.resolve(name + ".yaml"), text);
    }

    private EngineSnapshot engine(String name) {
        return fleet.engines().stream()
                .filter(engine -> engine.spec().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void await(String name, Class<? extends EngineState> state) {
        Eventually.becomes(PATIENCE, () -> engine(name).state(), state::isInstance);
    }

    private String phase(String name) {
        return engine(name).state() instanceof Starting starting ? starting.phase() : "";
    }

    private ProcessHandle processOf(String name) {
        long pid = fleet.inspect(name).run().orElseThrow().pid().orElseThrow();
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        assertTrue(Processes.commandLine(process).contains("OpenSocket"));
        return process;
    }
}
