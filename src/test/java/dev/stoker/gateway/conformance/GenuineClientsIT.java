package dev.stoker.gateway.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.GenuineEngines;
import dev.stoker.testkit.JobClient;
import dev.stoker.testkit.PythonVenv;
import dev.stoker.testkit.StokerProcess;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The genuine OpenAI and Anthropic clients, unmodified, through Stoker to genuine engines.
@Tag("genuine")
class GenuineClientsIT {
    private static final Duration LIMIT = Duration.ofMinutes(12);
    private static final String MODEL = "smollm2-135m";

    @TempDir private Path state;

    @BeforeAll
    static void pythonIsThere() {
        assumeTrue(PythonVenv.isPossible(), "no python3 to bring engines and clients");
    }

    @Test
    void overLlamaCpp() throws Exception {
        Path engine = Path.of("yaml-configs/smollm2-llama-cpp.yaml");

        pass(GenuineEngines.llamaCpp(), engine, "OpenAi", "Anthropic");
    }

    /// Brings 3 GB: `mvn verify -Dgenuine.vllm -Dit.test=GenuineClientsIT -Dtest=None
    /// -Dsurefire.failIfNoSpecifiedTests=false`.
    @Test
    void overVllm() throws Exception {
        assumeTrue(System.getProperty("genuine.vllm") != null, "only with -Dgenuine.vllm");
        Path engine = Path.of("src/test/resources/engines/smollm2-vllm.yaml");

        pass(GenuineEngines.vllm(), engine, "OpenAi", "Tools", "Anthropic");
    }

    private void pass(Path engines, Path engine, String... cases) throws Exception {
        try (StokerProcess stoker =
                StokerProcess.with("STOKER_ENGINES", engines.toString()).start(state, engine)) {
            JobClient management = new JobClient(stoker.management());
            Eventually.becomes(
                    LIMIT, () -> management.get("/q/health/ready").statusCode(), ok -> ok == 200);
            String url = stoker.url().toString();

            for (String each : cases) {
                PythonVenv.Ended test =
                        PythonVenv.make().run("genuine_engine_test.py", url, MODEL, each);
                assertEquals(0, test.status(), test::output);
            }
        }
    }
}
