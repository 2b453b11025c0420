package dev.stoker.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.JobClient;
import dev.stoker.testkit.StokerProcess;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An engine that is made before it is launched, under the packaged service.
class BuildStepsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir private Path directory;

    @Test
    void whatAnEngineNeedsIsMadeOnceAndItsLargestBatchIsKept() throws Exception {
        Path state = directory.resolve("state");
        try (StokerProcess stoker =
                StokerProcess.start(state, engine("echo made >> ${output}/made"))) {
            JobClient operator = new JobClient(stoker.management());
            await(operator, "\"state\":\"ready\"");
            String log = operator.get("/admin/engines/built/log?follow=false").body();
            assertEquals(List.of("made"), made(state), log);

            assertEquals(202, operator.post("/admin/engines/built/restart", "").statusCode());
            Eventually.becomes(
                    LIMIT,
                    () -> operator.get("/admin/engines/built").body().replace(" ", ""),
                    now -> now.contains("\"run\":2") && now.contains("\"state\":\"ready\""));

            assertEquals(List.of("made"), made(state));
            HttpResponse<String> refused =
                    new JobClient(stoker.url())
                            .post("/generate", "{\"prompts\": [\"a\", \"b\", \"c\"]}");
            assertEquals(400, refused.statusCode());
            assertTrue(
                    refused.body().contains("at most 2 prompts")
                            && refused.body().contains("built for: 3"),
                    refused::body);
        }
    }

    @Test
    void aStepThatFailsIsTheCause() throws Exception {
        Path state = directory.resolve("state");
        try (StokerProcess stoker = StokerProcess.start(state, engine("exit 3"))) {
            String told = await(new JobClient(stoker.management()), "\"state\":\"failed\"");

            assertTrue(told.contains("\"cause\":\"build-failed\""), told);
            assertTrue(told.contains("preparingtheenginefailedwithexitcode3"), told);
        }
    }

    private static String await(JobClient operator, String words) throws Exception {
        return Eventually.becomes(
                LIMIT,
                () -> operator.get("/admin/engines/built").body().replace(" ", ""),
                body -> body.contains(words));
    }

    private Path engine(String step) throws IOException {
        return Files.writeString(
                directory.resolve("built.yaml"),
                """
                name: built
                engine: simulator
                model:
                  path: simulated
                args:
                  startup: 0.1s
                build:
                  largest-batch: 2
                  steps:
                    preparing-the-engine: [sh, -c, "%s"]
                """
                        .formatted(step));
    }

    private static List<String> made(Path state) throws IOException {
        try (Stream<Path> files = Files.walk(state.resolve("builds"))) {
            Path made = files.filter(file -> file.endsWith("made")).findFirst().orElseThrow();
            return Files.readAllLines(made);
        }
    }
}
