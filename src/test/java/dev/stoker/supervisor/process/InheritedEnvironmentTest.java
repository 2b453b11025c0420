package dev.stoker.supervisor.process;

import static dev.stoker.testkit.Eventually.holds;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stoker.engine.EngineDialect.StopRecipe;
import dev.stoker.engine.launch.LaunchCommand;
import dev.stoker.testkit.RecordedRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What an engine finds of Stoker's own environment.
class InheritedEnvironmentTest {
    private static final List<String> GUARD =
            GuardedLauncher.javaGuard(Path.of("target/classes").toAbsolutePath());

    private final RecordedRun run = new RecordedRun();

    @Test
    void stokersOwnSettingsAreNotForEngines() throws IOException {
        EngineProcess engine =
                launch(
                        "echo password=$QUARKUS_DATASOURCE_PASSWORD. secret=$STOKER_WEBHOOK_SECRET."
                                + " visible=$HF_HOME.",
                        Map.of(
                                "QUARKUS_DATASOURCE_PASSWORD", "open sesame",
                                "STOKER_WEBHOOK_SECRET", "whsec_1234",
                                "HF_HOME", "/models"));

        assertEquals(List.of("password=. secret=. visible=/models."), engine.log());
    }

    @Test
    void aTokenThatItInheritsIsMaskedInItsOutput() throws IOException {
        EngineProcess engine = launch("echo using $HF_TOKEN", Map.of("HF_TOKEN", "hf_abcdef"));

        assertEquals(List.of("using ***"), engine.log());
    }

    private EngineProcess launch(String script, Map<String, String> more) throws IOException {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.putAll(more);
        LaunchCommand command = new LaunchCommand(List.of("sh", "-c", script), Map.of(), Map.of());
        EngineProcess engine =
                new GuardedLauncher(GUARD, environment)
                        .launch(
                                new ProcessLauncher.Launch("tiny", 1, command, StopRecipe.LEADER),
                                run);
        holds(run::isGone);
        return engine;
    }
}
