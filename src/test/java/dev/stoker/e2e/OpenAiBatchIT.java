package dev.stoker.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stoker.testkit.JobClient;
import dev.stoker.testkit.PythonVenv;
import dev.stoker.testkit.StokerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The genuine OpenAI client's files and batches, unmodified, against the packaged service.
class OpenAiBatchIT {
    @TempDir private Path directory;

    @Test
    void theClientsBatchFlowRunsUnmodified() throws Exception {
        Assumptions.assumeTrue(PythonVenv.isPossible(), "no python3 with venv on this machine");
        Path engine = directory.resolve("engine.yaml");
        Files.writeString(
                engine,
                """
                name: simulator
                engine: simulator
                model:
                  path: simulated
                  served-names: [simulated, llm]
                """);
        try (StokerProcess stoker = StokerProcess.start(directory.resolve("state"), engine)) {
            new JobClient(stoker.url()).awaitAnswer(Duration.ofSeconds(60));

            PythonVenv.Ended test =
                    PythonVenv.make()
                            .run("openai_batch_test.py", stoker.url().resolve("/v1").toString());

            assertEquals(0, test.status(), test::output);
        }
    }
}
