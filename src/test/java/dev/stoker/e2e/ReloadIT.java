package dev.stoker.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.JobClient;
import dev.stoker.testkit.StokerProcess;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Engine files that change under the packaged service.
class ReloadIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final ObjectMapper json = new ObjectMapper();
    @TempDir private Path directory;

    @Test
    void filesThatComeChangeAndGoAreFollowedAndBrokenOnesChangeNothing() throws Exception {
        Path files = Files.createDirectory(directory.resolve("engines"));
        write(files, "left", "drain-timeout: 30s");
        try (StokerProcess stoker = StokerProcess.start(directory.resolve("state"), files)) {
            JobClient operator = new JobClient(stoker.management());
            await(operator, "left", "ready");

            write(files, "right", "drain-timeout: 30s");
            await(operator, "right", "ready");

            Path broken = Files.writeString(files.resolve("broken.yaml"), "engine: vlm\n");
            HttpResponse<String> refused = operator.post("/admin/reload", "");
            assertEquals(422, refused.statusCode(), refused::body);
            assertTrue(refused.body().contains("did you mean vllm?"), refused::body);
            assertEquals("ready", engine(operator, "left").path("state").asText());
            Files.delete(broken);

            write(files, "left", "drain-timeout: 40s");
            awaitEffect(operator, "left");
            assertEquals(1, engine(operator, "left").path("run").asInt());

            write(files, "right", "args: {startup: 0.2s}");
            Eventually.becomes(
                    LIMIT,
                    () -> engine(operator, "right"),
                    now -> now.path("run").asInt() == 2 && is(now, "ready"));
            assertEquals(1, engine(operator, "left").path("run").asInt());

            Files.delete(files.resolve("right.yaml"));
            Eventually.becomes(
                    LIMIT,
                    () -> operator.get("/admin/engines/right").statusCode(),
                    status -> status == 404);
            assertTrue(
                    operator.get("/q/metrics")
                            .body()
                            .contains("stoker_reloads_total{outcome=\"applied\"}"));
        }
    }

    /// A reload by hand finds nothing left to do once the watch has applied the file.
    private void awaitEffect(JobClient operator, String engine) throws Exception {
        Eventually.becomes(
                LIMIT,
                () ->
                        json.readTree(operator.post("/admin/reload", "").body())
                                .path("engines")
                                .path(engine)
                                .asText(),
                effect -> effect.equals("unchanged"));
    }

    private void await(JobClient operator, String engine, String state) throws Exception {
        Eventually.becomes(LIMIT, () -> engine(operator, engine), now -> is(now, state));
    }

    private JsonNode engine(JobClient operator, String name) throws Exception {
        return json.readTree(operator.get("/admin/engines/" + name).body());
    }

    private static boolean is(JsonNode engine, String state) {
        return engine.path("state").asText().equals(state);
    }

    private static void write(Path files, String engine, String more) throws Exception {
        Path part = Files.writeString(files.resolve(engine + ".part"), body(engine, more));
        Files.move(
                part,
                files.resolve(engine + ".yaml"),
                java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private static String body(String engine, String more) {
        String args = more.startsWith("args") ? "" : "args: {startup: 0.1s}\n";
        return """
        name: %s
        engine: simulator
        model:
          path: simulated
          served-names: [simulated]
        %s
        """
                        .formatted(engine, more)
                + args;
    }
}
