package dev.stoker.gateway.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.JobClient;
import dev.stoker.testkit.PythonVenv;
import dev.stoker.testkit.StokerProcess;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever is asked along the published API is answered as the published API says.
class PublishedApiIT {
    private static final Path ENGINE = Path.of("yaml-configs/simulator.yaml");
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir private Path state;

    @Test
    void noQuestionFindsAnErrorOfTheServerOrAnAnswerThatIsNotPublished() throws Exception {
        assumeTrue(PythonVenv.isPossible(), "no python3 with venv on this machine");
        try (StokerProcess stoker = StokerProcess.start(state, ENGINE)) {
            awaitOk(new JobClient(stoker.management()), "/q/health/ready");
            awaitOk(new JobClient(stoker.url()), "/batch/jobs");

            PythonVenv.Ended test =
                    PythonVenv.make().run("published_api_test.py", stoker.url().toString());

            assertEquals(0, test.status(), test::output);
        }
    }

    private static void awaitOk(JobClient client, String path) throws Exception {
        Eventually.becomes(LIMIT, () -> client.get(path).statusCode(), status -> status == 200);
    }
}
